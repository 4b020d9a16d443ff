import { Component, type ComponentChildren } from 'preact';
import { mayRestart } from '../state/restart.ts';
import type { Store } from '../store.ts';
import { FirstPicture } from './first-picture.tsx';

interface BoundaryProps {
  kiosk: Store;
  restart: () => void;
  children: ComponentChildren;
}

/** Milliseconds for which the words of a fault stand before the page is opened anew. */
const SAID = 5_000;

/** A view that throws leaves words, and a page that is opened anew, but never while the card may be writing. */
export class Boundary extends Component<BoundaryProps, { broken: boolean }> {
  override state = { broken: false };
  #timer: ReturnType<typeof setInterval> | undefined;

  override componentDidCatch(): void {
    this.setState({ broken: true });
    this.#timer ??= setInterval(() => {
      const { kiosk, restart } = this.props;
      if (mayRestart(kiosk.state())) restart();
      else this.forceUpdate();
    }, SAID);
  }

  override componentWillUnmount(): void {
    clearInterval(this.#timer);
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return <FirstPicture name={mayRestart(this.props.kiosk.state()) ? 'failed' : 'holding'} />;
  }
}
