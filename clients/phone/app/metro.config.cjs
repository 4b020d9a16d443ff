const { resolve } = require('node:path');
const { getDefaultConfig } = require('expo/metro-config');

const ROOT = resolve(__dirname, '../../..');
const config = getDefaultConfig(__dirname);

// What the app shares with the page is the repository's own: its package imports and its one dependency there.
config.watchFolders = [ROOT];
config.resolver.nodeModulesPaths = [resolve(__dirname, 'node_modules')];
config.resolver.resolveRequest = (context, name, platform) => {
  const [, room, rest] = /^#(schema|clients)\/(.+)$/.exec(name) ?? [];
  const path = room ? resolve(ROOT, room, rest) : name;
  return context.resolveRequest(context, path, platform);
};

module.exports = config;
