import { withAndroidManifest, withEntitlementsPlist, type ConfigPlugin } from 'expo/config-plugins';
import type { ExpoConfig } from 'expo/config';
import { version } from './package.json';

/** 公的個人認証 and 券面事項確認: iOS looks for these by itself, and hands over no card without one of them. */
const APPLICATIONS = ['D392F000260100000001', 'D3921000310001010402'];

/** The service that the app is for: https, no path. */
function originOf(text = 'https://kaijo.example'): URL {
  const url = new URL(text);
  if (url.protocol !== 'https:' || url.origin !== text)
    throw new Error(`KAIJO_ORIGIN is not an origin like https://kaijo.example: ${text}`);
  return url;
}

const intent = (action: string, scheme: string) => ({
  action: [{ $: { 'android:name': action } }],
  data: [{ $: { 'android:scheme': scheme } }],
});

/** Without NFC the app is of no use; and since Android 11 it says to whom it hands telephone numbers and addresses. */
const withNeeds: ConfigPlugin = (config) =>
  withAndroidManifest(config, (mod) => {
    const queries = [
      {
        intent: [intent('android.intent.action.DIAL', 'tel'), intent('android.intent.action.VIEW', 'https')],
      },
    ];
    const feature = { $: { 'android:name': 'android.hardware.nfc', 'android:required': 'true' as const } };
    Object.assign(mod.modResults.manifest, { queries, 'uses-feature': [feature] });
    return mod;
  });

/** Reminders are the phone's own: nothing is pushed to this app, so it does not ask to be. */
const withoutPush: ConfigPlugin = (config) =>
  withEntitlementsPlist(config, (mod) => {
    delete mod.modResults['aps-environment'];
    return mod;
  });

const service = originOf(process.env['KAIJO_ORIGIN']);

const config: ExpoConfig = {
  name: 'Kaijo',
  slug: 'kaijo',
  version,
  platforms: ['ios', 'android'],
  orientation: 'default',
  userInterfaceStyle: 'automatic',
  // For developers, never for a store: the app offers what phone and card did, as kinds and times (`sequences/`).
  extra: { origin: service.origin, record: process.env['KAIJO_RECORD'] === '1' },
  ios: {
    bundleIdentifier: process.env['KAIJO_APP_ID'] ?? 'example.kaijo',
    infoPlist: {
      NSCameraUsageDescription: 'カードの写真とお顔を照合します',
      WKAppBoundDomains: [service.hostname],
    },
  },
  android: {
    package: process.env['KAIJO_APP_ID'] ?? 'example.kaijo',
    permissions: ['android.permission.CAMERA', 'android.permission.VIBRATE'],
    blockedPermissions: [
      'android.permission.READ_EXTERNAL_STORAGE',
      'android.permission.WRITE_EXTERNAL_STORAGE',
      'android.permission.SYSTEM_ALERT_WINDOW',
      // The calendar's own dialogue makes the entry: the app neither reads nor writes one.
      'android.permission.READ_CALENDAR',
      'android.permission.WRITE_CALENDAR',
    ],
    allowBackup: false,
  },
  plugins: [
    [
      'expo-calendar',
      {
        calendarPermission: '予約の時間をカレンダーに入れます',
        writeOnlyAccess: true,
        writeOnlyCalendarPermission: '予約の時間をカレンダーに入れます',
        remindersPermission: false,
      },
    ],
    [
      'react-native-nfc-manager',
      {
        nfcPermission: 'マイナンバーカードを読み取ります',
        selectIdentifiers: APPLICATIONS,
        includeNdefEntitlement: false,
      },
    ],
  ],
};

export default withoutPush(withNeeds(config));
