export * from './alarms.ts';
export * from './audit.ts';
export * from './kiosks.ts';
export * from './reservations.ts';
export * from './step-counts.ts';
export * from './throttles.ts';
