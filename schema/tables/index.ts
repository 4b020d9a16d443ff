export * from './audit.ts';
export * from './kiosks.ts';
export * from './maintenance.ts';
export * from './redemptions.ts';
export * from './reservations.ts';
export * from './seen-tokens.ts';
export * from './throttles.ts';
