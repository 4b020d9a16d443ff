import Constants from 'expo-constants';
import { registerRootComponent } from 'expo';
import { createElement } from 'react';
import { App, type AppProps } from './app.tsx';

const { origin, record } = Constants.expoConfig!.extra as AppProps;

registerRootComponent(() => createElement(App, { origin, record }));
