import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useSpeech } from '#clients/ui/index.ts';
import type { PhoneWords } from '#clients/words/words.ts';
import { useApp } from '../app.tsx';

const STORES = { ios: 'App Store', android: 'Google Play' } as const;

/** The phone's own store, where a card can be read only in the app; nothing where the operator names none. */
export function StoreLink() {
  const { service, reader } = useApp().state;
  const { check } = useSpeech<PhoneWords>().words;
  const address = reader.platform && service?.operator.app[reader.platform];
  if (reader.kind !== 'none' || !reader.platform || !address) return null;
  return (
    <a class="button button-primary" href={address} rel="noreferrer">
      <span>{check.app.store({ store: STORES[reader.platform] })}</span>
    </a>
  );
}

/** On what is no phone: this page for a phone's camera, and for the eye. There its own store is named. */
export function GetApp() {
  const { service, reader } = useApp().state;
  const { check } = useSpeech<PhoneWords>().words;
  const app = service?.operator.app;
  if (reader.platform || !app || (app.ios === null && app.android === null)) return null;
  return (
    <div class="scan">
      <LateQrCode text={`${location.origin}/`} label={check.app.picture} />
      <p translate={false}>{check.app.scan({ address: location.host })}</p>
    </div>
  );
}

interface QrProps {
  text: string;
  label: string;
}

/** No phone needs to draw one, so it is fetched where it is shown; without it the address remains. */
function LateQrCode(props: QrProps) {
  const [QrCode, setQrCode] = useState<ComponentType<QrProps> | null>(null);
  useEffect(() => {
    import('#clients/ui/screen/qr.tsx').then(
      (drawing) => setQrCode(() => drawing.QrCode),
      () => undefined,
    );
  }, []);
  return QrCode && <QrCode {...props} />;
}
