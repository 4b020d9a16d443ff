/** Strings to the app around the page, and back. */
export interface ShellChannel {
  send(text: string): void;
  /** There is one listener at a time. */
  listen(listener: (text: string) => void): void;
}

/** What React Native's web view puts into a page, and what the shell calls in it. */
interface ShellWindow {
  ReactNativeWebView?: { postMessage(text: string): void };
  kaijoShell?: (text: string) => void;
}

/**
 * The channel to an app around this page, or null in an ordinary browser. The app answers by calling a function of this
 * page: a `message` event could come from any window.
 */
export function findChannel(page: unknown = globalThis): ShellChannel | null {
  const shell = page as ShellWindow;
  const webView = shell.ReactNativeWebView;
  if (!webView) return null;
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- not a window's: it has one argument
    send: (text) => webView.postMessage(text),
    listen: (listener) => void (shell.kaijoShell = listener),
  };
}
