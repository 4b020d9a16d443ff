import type { CDPSession, Page } from 'playwright-core';

/**
 * Where in the page's memory a text is found: in strings of a heap snapshot, in bytes (UTF-8 and UTF-16) of buffers, and
 * in arrays of codes or characters. Garbage is collected before, so what is found is held by something.
 */
export async function findInMemory(page: Page, text: string): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  const places = [
    // Before the text itself is sent to the page in any form.
    ...(await inStrings(session, text)),
    ...(await inObjects(session, 'ArrayBuffer.prototype', text, SEARCH_BUFFERS)),
    ...(await inObjects(session, 'Array.prototype', text, SEARCH_ARRAYS)),
  ];
  await session.detach();
  return places;
}

/** As a word of its own where it is all digits: four digits occur by chance in every long number. */
const patternOf = (text: string) =>
  /^\d+$/.test(text) ? new RegExp(`(?<!\\d)${text}(?!\\d)`) : new RegExp(text);

async function inStrings(session: CDPSession, text: string): Promise<string[]> {
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  const { strings } = JSON.parse(chunks.join('')) as { strings: string[] };
  const pattern = patternOf(text);
  return strings.filter((string) => pattern.test(string)).map((string) => `string "${string.slice(0, 80)}"`);
}

// In the page. The codes come shifted by one, so that the search does not find itself.
const SEARCH_BUFFERS = `function (shifted) {
  const holds = (bytes) => {
    for (const step of [1, 2])
      for (let start = 0; start + shifted.length * step <= bytes.length; start++)
        if (shifted.every((code, at) => bytes[start + at * step] === code - 1)) return true;
    return false;
  };
  return this.filter((buffer) => !buffer.detached && holds(new Uint8Array(buffer))).length;
}`;
const SEARCH_ARRAYS = `function (shifted) {
  const codeOf = (item) => (typeof item === 'string' && item.length === 1 ? item.charCodeAt(0) : item);
  const holds = (array) => {
    for (let start = 0; start + shifted.length <= array.length; start++)
      if (shifted.every((code, at) => codeOf(array[start + at]) === code - 1)) return true;
    return false;
  };
  return this.filter((array) => Array.isArray(array) && holds(array)).length;
}`;

async function inObjects(
  session: CDPSession,
  prototype: string,
  text: string,
  search: string,
): Promise<string[]> {
  const { result } = await session.send('Runtime.evaluate', { expression: prototype });
  const { objects } = await session.send('Runtime.queryObjects', { prototypeObjectId: result.objectId! });
  const found = await session.send('Runtime.callFunctionOn', {
    objectId: objects.objectId!,
    functionDeclaration: search,
    arguments: [{ value: [...text].map((char) => char.charCodeAt(0) + 1) }],
    returnByValue: true,
  });
  if (found.exceptionDetails) throw new Error(found.exceptionDetails.text);
  await session.send('Runtime.releaseObject', { objectId: objects.objectId! });
  const count = found.result.value as number;
  return count > 0 ? [`${count} × ${prototype}`] : [];
}
