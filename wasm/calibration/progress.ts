const WIDTH = 30;

/** A bar on standard error: one line that moves on a terminal, a line for every tenth elsewhere. */
export function progress(label: string, total: number): (done: number) => void {
  let shown = -1;
  const began = performance.now();
  return (done) => {
    const tenth = Math.floor((10 * done) / Math.max(total, 1));
    if (!process.stderr.isTTY && tenth === shown) return;
    shown = tenth;
    const filled = Math.round((WIDTH * done) / Math.max(total, 1));
    const left = done > 0 ? ((performance.now() - began) / done / 1000) * (total - done) : 0;
    const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled);
    const line = `${label} ${bar} ${done}/${total}, ${Math.ceil(left)} s left`;
    process.stderr.write(process.stderr.isTTY ? `\r\x1b[K${line}${done === total ? '\n' : ''}` : `${line}\n`);
  };
}
