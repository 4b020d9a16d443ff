import { useLayoutEffect } from 'preact/hooks';

/** The smallest display that kiosks have, by its diagonal in millimetres (15.6 inches). */
const SMALLEST = 396;
/** Widths that a display of a kiosk may have, in millimetres. */
const [NARROWEST, WIDEST] = [150, 900];

/**
 * Pixels of the page in a millimetre of the display. The operator says how wide the picture is, in millimetres, as
 * `/kiosk/?mm=344`; where nothing or nonsense is said, the display is taken for the smallest there is.
 */
export function pixelsPerMillimetre(search: string, width: number, height: number): number {
  const said = Number(new URLSearchParams(search).get('mm'));
  return said >= NARROWEST && said <= WIDEST ? width / said : Math.hypot(width, height) / SMALLEST;
}

/** Tells the styles how large a millimetre is on this display. */
export function useMillimetres(): void {
  useLayoutEffect(() => {
    const tell = () => {
      const pixels = pixelsPerMillimetre(location.search, innerWidth, innerHeight);
      document.documentElement.style.setProperty('--mm', `${pixels}px`);
    };
    tell();
    addEventListener('resize', tell);
    return () => removeEventListener('resize', tell);
  }, []);
}
