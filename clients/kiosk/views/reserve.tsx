import { encode } from 'uqr';
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

/** Black on white in every contrast, with the quiet zone that cameras need. */
function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const dark = data.flatMap((row, y) => row.flatMap((on, x) => (on ? `M${x} ${y}h1v1h-1z` : [])));
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <rect width={size} height={size} fill="#fff" />
      <path d={dark.join('')} fill="#000" shape-rendering="crispEdges" />
    </svg>
  );
}
