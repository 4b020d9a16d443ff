import Constants from 'expo-constants';
import { registerRootComponent } from 'expo';
import { createElement } from 'react';
import { App } from './app.tsx';

const { origin } = Constants.expoConfig!.extra as { origin: string };

registerRootComponent(() => createElement(App, { origin }));
