import { QrCode } from '#clients/ui/screen/qr.tsx';
import { useWords } from '../words.ts';

/** How to get a reservation: the steps, and where, for a phone's camera and for the eye. */
export function ReserveHow() {
  const { reserveHow } = useWords().visit;
  return (
    <section class="reserve-how">
      <h2>{reserveHow.title}</h2>
      <div class="reserve-where">
        <QrCode text={`${location.origin}/`} label={reserveHow.picture} />
        <p>{reserveHow.scan({ address: location.host })}</p>
      </div>
      <ol class="plan">
        {Object.values(reserveHow.steps).map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </section>
  );
}
