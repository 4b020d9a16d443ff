import { createElement, useEffect, useMemo, useRef } from 'react';
import { Platform } from 'react-native';
import nfc, { NfcError, NfcEvents } from 'react-native-nfc-manager';
import { WebView, type WebViewHandle } from 'react-native-webview';
import { Shell } from './shell.ts';

// Not built or run here: README.md says how it becomes an app.

/** What React Native hands to `onMessage` and `onShouldStartLoadWithRequest`. */
interface PageEvent {
  nativeEvent: { url: string; data: string };
}

/** The app: the service's page, and the phone's antenna for it alone. `origin` is the service's. */
export function App({ origin }: { origin: string }): unknown {
  const view = useRef<WebViewHandle | null>(null);
  const shell = useMemo(
    () =>
      new Shell({
        nfc,
        errors: NfcError,
        platform: Platform.OS,
        // JSON twice: the page's function gets the text as a string literal.
        send: (text) => view.current?.injectJavaScript(`kaijoShell(${JSON.stringify(text)}); true;`),
      }),
    [],
  );
  useEffect(() => {
    nfc.setEventListener(NfcEvents.StateChanged, ({ state }) => shell.nfcChanged(state === 'on'));
    return () => nfc.setEventListener(NfcEvents.StateChanged, null);
  }, [shell]);

  const isOurs = (url: string): boolean => url === origin || url.startsWith(`${origin}/`);
  return createElement(WebView, {
    ref: view,
    source: { uri: `${origin}/` },
    originWhitelist: [origin],
    onShouldStartLoadWithRequest: ({ url }: { url: string }) => isOurs(url),
    onMessage: ({ nativeEvent }: PageEvent) => {
      if (isOurs(nativeEvent.url)) void shell.hear(nativeEvent.data);
    },
    // The selfie needs the camera in the page, without leaving it.
    mediaCapturePermissionGrantType: 'grantIfSameHostElsePrompt',
    allowsInlineMediaPlayback: true,
    mediaPlaybackRequiresUserAction: false,
  });
}
