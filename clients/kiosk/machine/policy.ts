/** The page that the browser opens first; it leads to the kiosk's own and is readable by this machine's user alone. */
export const START_PAGE = '/var/lib/kaijo/start.html';

/**
 * What Chromium may do on a kiosk whose page comes from `origin`: that page, the bridge beside it, and nothing else. For
 * `/etc/chromium/policies/managed/`.
 */
export const policyFor = (origin: string) => ({
  URLBlocklist: ['*'],
  URLAllowlist: [origin, `file://${START_PAGE}`],
  LoopbackNetworkAllowedForUrls: [origin],
  AutoplayAllowlist: [origin],
  // The start page's address ends in the pairing.
  SavingBrowserHistoryDisabled: true,
  AudioCaptureAllowed: false,
  BackgroundModeEnabled: false,
  BrowserAddPersonEnabled: false,
  BrowserGuestModeEnabled: false,
  BrowserSignin: 0,
  DefaultBrowserSettingEnabled: false,
  DefaultGeolocationSetting: 2,
  DefaultNotificationsSetting: 2,
  DefaultPopupsSetting: 2,
  DeveloperToolsAvailability: 2,
  DownloadRestrictions: 3,
  AllowFileSelectionDialogs: false,
  EditBookmarksEnabled: false,
  ExtensionInstallBlocklist: ['*'],
  IncognitoModeAvailability: 1,
  MetricsReportingEnabled: false,
  PasswordManagerEnabled: false,
  PrintingEnabled: true,
  SearchSuggestEnabled: false,
  SpellcheckEnabled: false,
  SyncDisabled: true,
  TranslateEnabled: false,
  VideoCaptureAllowed: false,
});
