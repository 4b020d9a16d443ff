import { useEffect, useState } from 'preact/hooks';
import { qrPath } from '../receipt/codes.ts';

/** A QR code; drawn once the code that draws it has arrived. */
export function Qr({ text, label }: { text: string; label: string }) {
  const [drawn, setDrawn] = useState<{ path: string; size: number } | null>(null);
  useEffect(() => {
    void qrPath(text).then(setDrawn);
  }, [text]);
  const size = drawn?.size ?? 1;
  return (
    <svg
      class="qr"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <rect class="qr-light" width={size} height={size} />
      {drawn && <path class="qr-dark" d={drawn.path} />}
    </svg>
  );
}
