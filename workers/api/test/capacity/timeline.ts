interface Due {
  at: number;
  act: (now: number) => void;
}

/** What is to happen, earliest first (a binary heap). Instants are milliseconds. */
export class Timeline {
  readonly #heap: Due[] = [];

  at(at: number, act: Due['act']): void {
    const heap = this.#heap;
    let place = heap.length;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (heap[parent]!.at <= at) break;
      heap[place] = heap[parent]!;
      place = parent;
    }
    heap[place] = { at, act };
  }

  /** Lets everything happen that is due before `end`. */
  run(end: number): void {
    for (let next = this.#heap[0]; next && next.at < end; next = this.#heap[0]) {
      this.#takeFirst();
      next.act(next.at);
    }
  }

  #takeFirst(): void {
    const heap = this.#heap;
    const last = heap.pop()!;
    if (heap.length === 0) return;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child + 1 < heap.length && heap[child + 1]!.at < heap[child]!.at) child++;
      if (child >= heap.length || heap[child]!.at >= last.at) break;
      heap[place] = heap[child]!;
      place = child;
    }
    heap[place] = last;
  }
}
