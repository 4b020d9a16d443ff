import { useCallback, useEffect, useMemo, useRef, type ReactElement } from 'react';
import { BackHandler, Linking, Platform, Share, useColorScheme, Vibration } from 'react-native';
import nfc, { NfcError, NfcEvents, NfcTech } from 'react-native-nfc-manager';
import { SafeAreaProvider, SafeAreaView } from 'react-native-safe-area-context';
import { WebView, type WebViewMessageEvent } from 'react-native-webview';
import { phoneErrands } from './errands.ts';
import { keepReceipt } from './kept.ts';
import { LOOKS } from './look.ts';
import { Offline } from './offline.tsx';
import { isOfService, leavesTheApp } from './shell/addresses.ts';
import type { Nfc } from './shell/nfc.ts';
import { RecordingShell } from './shell/recording-shell.ts';
import type { Sequence } from './shell/sequence.ts';
import { Shell, type ShellParts } from './shell/shell.ts';

const antenna: Nfc = {
  start: () => nfc.start(),
  isSupported: () => nfc.isSupported(),
  isEnabled: () => nfc.isEnabled(),
  requestTechnology: (tech, options) => nfc.requestTechnology(NfcTech[tech], options),
  cancelTechnologyRequest: (options) => nfc.cancelTechnologyRequest(options),
  isoDepHandler: { transceive: (bytes) => nfc.isoDepHandler.transceive(bytes) },
  sendCommandAPDUIOS: (bytes) => nfc.sendCommandAPDUIOS(bytes),
  setAlertMessageIOS: (text) => nfc.setAlertMessageIOS(text),
  invalidateSessionWithErrorIOS: (text) => nfc.invalidateSessionWithErrorIOS(text),
  setTimeout: (milliseconds) => nfc.setTimeout(milliseconds),
};

export interface AppProps {
  /** The service's. */
  origin: string;
  /** For developers: each reading is offered as a sequence, kinds and times, to be shared. */
  record: boolean;
}

/** The app: the service's page, and the phone's antenna for it alone. */
export function App({ origin, record }: AppProps): ReactElement {
  const view = useRef<WebView>(null);
  const shell = useShell(view, record);
  const goBack = useBackKey(view);
  const hear = ({ nativeEvent: { url, data } }: WebViewMessageEvent): void => {
    if (isOfService(origin, url)) void shell.hear(data);
  };
  const loadAnew = (): void => view.current?.reload();
  // Around the page, and before it is there: what the page itself has.
  const look = LOOKS[useColorScheme() === 'dark' ? 'dark' : 'light'];
  const backgroundColor = look.paper;
  return (
    <SafeAreaProvider>
      <SafeAreaView style={{ flex: 1, backgroundColor }}>
        <WebView
          ref={view}
          style={{ backgroundColor }}
          source={{ uri: `${origin}/` }}
          originWhitelist={[origin, 'tel:*', 'https://*']}
          onShouldStartLoadWithRequest={({ url }) => staysHere(origin, url)}
          onNavigationStateChange={({ canGoBack }) => goBack.allow(canGoBack)}
          onLoadStart={() => void shell.pageGone()}
          onMessage={hear}
          // The system ends the process of a page that was long out of sight: what it held is gone, not the way back.
          renderError={() => <Offline look={look} again={loadAnew} />}
          onContentProcessDidTerminate={loadAnew}
          onRenderProcessGone={loadAnew}
          // Without this iOS has no service worker in an app, and so no receipt without a network.
          limitsNavigationsToAppBoundDomains
          mediaCapturePermissionGrantType="grantIfSameHostElsePrompt"
          allowsInlineMediaPlayback
          mediaPlaybackRequiresUserAction={false}
        />
      </SafeAreaView>
    </SafeAreaProvider>
  );
}

/** Android says what it is; iOS does not, and all iPhones have their antenna at the top. */
const modelOf = (constants: object): string =>
  'Model' in constants && typeof constants.Model === 'string' ? constants.Model : '';

function openShell(record: boolean, parts: ShellParts): Shell {
  if (!record) return new Shell(parts);
  const ended = (sequence: Sequence) =>
    void Share.share({ message: JSON.stringify(sequence) }).catch(() => undefined);
  return new RecordingShell(parts, { ended, now: () => performance.now() });
}

type View = { current: WebView | null };

function useShell(view: View, record: boolean): Shell {
  const shell = useMemo(
    () =>
      openShell(record, {
        nfc: antenna,
        errors: NfcError,
        platform: Platform.OS === 'ios' ? 'ios' : 'android',
        model: modelOf(Platform.constants),
        errands: phoneErrands,
        keep: keepReceipt,
        // iOS has its own sheet and buzzes by itself.
        buzz: () => Platform.OS === 'android' && Vibration.vibrate(60),
        // JSON twice: the page's function gets the text as a string literal.
        send: (text) => view.current?.injectJavaScript(`kaijoShell(${JSON.stringify(text)}); true;`),
      }),
    [view, record],
  );
  useEffect(() => {
    nfc.setEventListener(NfcEvents.StateChanged, ({ state }: { state: string }) =>
      shell.nfcChanged(state === 'on'),
    );
    return () => nfc.setEventListener(NfcEvents.StateChanged, null);
  }, [shell]);
  return shell;
}

/** Android's back key goes back in the page; only where there is nothing behind it does it leave the app. */
function useBackKey(view: View): { allow(canGoBack: boolean): void } {
  const can = useRef(false);
  useEffect(() => {
    const key = BackHandler.addEventListener('hardwareBackPress', () => {
      if (can.current) view.current?.goBack();
      return can.current;
    });
    return () => key.remove();
  }, [view]);
  const allow = useCallback((canGoBack: boolean) => void (can.current = canGoBack), []);
  return { allow };
}

/** Telephone numbers and other people's pages are the phone's business; nothing else leaves the service. */
function staysHere(origin: string, url: string): boolean {
  if (isOfService(origin, url)) return true;
  if (leavesTheApp(url)) void Linking.openURL(url).catch(() => undefined);
  return false;
}
