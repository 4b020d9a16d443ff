// The packages of the app that is built around the page. They are not installed here: no Android or iOS toolchain is
// at hand, and an app has its own package. Declared as far as `app.ts` uses them.
declare module 'react' {
  export function createElement(type: unknown, props: Record<string, unknown>): unknown;
  export function useEffect(effect: () => void | (() => void), dependencies: readonly unknown[]): void;
  export function useMemo<T>(make: () => T, dependencies: readonly unknown[]): T;
  export function useRef<T>(initial: T): { current: T };
}

declare module 'react-native' {
  export const Platform: { OS: 'ios' | 'android' };
}

declare module 'react-native-webview' {
  export const WebView: unknown;
  export interface WebViewHandle {
    injectJavaScript(script: string): void;
  }
}

declare module 'react-native-nfc-manager' {
  import type { Nfc, NfcErrors } from '#clients/card/native/shell/nfc.ts';

  const manager: Nfc & {
    setEventListener(name: string, listener: ((event: { state: string }) => void) | null): void;
  };
  export default manager;
  export const NfcEvents: { StateChanged: string };
  export const NfcError: NfcErrors;
}
