import createCode from 'qrcode-generator';

/** A QR code as one SVG path of unit squares, with the quiet zone inside `size`. */
export function qrPath(text: string): { path: string; size: number } {
  const QUIET = 4;
  const code = createCode(0, 'M');
  code.addData(text);
  code.make();
  const count = code.getModuleCount();
  let path = '';
  for (let row = 0; row < count; row++)
    for (let column = 0; column < count; column++)
      if (code.isDark(row, column)) path += `M${column + QUIET} ${row + QUIET}h1v1h-1z`;
  return { path, size: count + 2 * QUIET };
}
