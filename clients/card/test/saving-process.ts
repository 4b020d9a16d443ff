import { fileStore } from '#clients/lab/card/store/file-store.ts';

// Saves one memory after another, and says each time that it is kept. Run by file-store.test.ts, which kills it.
const store = fileStore(process.argv[2]!);
const memory = await store.load();
for (let counter = memory.reset.counter + 1; ; counter += 1) {
  await store.save({ ...memory, reset: { ...memory.reset, counter } });
  process.stdout.write(`${counter}\n`);
}
