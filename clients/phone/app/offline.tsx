import type { ReactElement } from 'react';
import { Pressable, ScrollView, Text } from 'react-native';
import { keptReceipt } from './kept.ts';
import type { Look } from './look.ts';

/** Before the page has ever said anything else. */
const NOTHING = {
  title: 'インターネットにつながりません / No connection',
  lines: ['電波のよい場所で、もう一度お試しください。', 'Go where the signal is good and try again.'],
  again: 'もう一度試す / Try again',
};

interface OfflineProps {
  look: Look;
  again(): void;
}

/** Instead of a page that could not be had: the reservation as the page last told it, and the way to try again. */
export function Offline({ look: { paper, ink, action, onAction }, again }: OfflineProps): ReactElement {
  const { title, lines, again: label } = keptReceipt() ?? NOTHING;
  return (
    <ScrollView style={{ backgroundColor: paper }} contentContainerStyle={{ padding: 24, gap: 16 }}>
      <Text accessibilityRole="header" style={{ color: ink, fontSize: 24, fontWeight: '700' }}>
        {title}
      </Text>
      {lines.map((line) => (
        <Text key={line} selectable style={{ color: ink, fontSize: 18, lineHeight: 28 }}>
          {line}
        </Text>
      ))}
      <Pressable
        accessibilityRole="button"
        onPress={again}
        style={{ backgroundColor: action, borderRadius: 8, padding: 16 }}
      >
        <Text style={{ color: onAction, fontSize: 18, fontWeight: '700', textAlign: 'center' }}>{label}</Text>
      </Pressable>
    </ScrollView>
  );
}
