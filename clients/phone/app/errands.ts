import { createEventInCalendarAsync } from 'expo-calendar/legacy';
import * as notifications from 'expo-notifications';
import { Platform, Share } from 'react-native';
import type { Reminder } from '../../card/native/messages.ts';
import type { Errands } from './shell/errands.ts';

/** Android shows notifications by channels. */
const CHANNEL = 'reservation';

const date = (instant: number): Date => new Date(instant * 1_000);

async function remind(reminders: readonly Reminder[]): Promise<void> {
  await notifications.cancelAllScheduledNotificationsAsync();
  if (reminders.length === 0) return;
  if (Platform.OS === 'android')
    await notifications.setNotificationChannelAsync(CHANNEL, {
      name: 'Kaijo',
      importance: notifications.AndroidImportance.DEFAULT,
    });
  const { granted } = await notifications.requestPermissionsAsync();
  if (!granted) return;
  for (const { at, title, body } of reminders)
    await notifications.scheduleNotificationAsync({
      content: { title, body },
      trigger: {
        type: notifications.SchedulableTriggerInputTypes.DATE,
        date: date(at),
        channelId: CHANNEL,
      },
    });
}

/** The phone's own dialogues: of a calendar entry, of sharing; and notifications that it shows by itself. */
export const phoneErrands: Errands = {
  addToCalendar: ({ title, note, from, until }) =>
    createEventInCalendarAsync({ title, notes: note, startDate: date(from), endDate: date(until) }),
  share: (text) => Share.share({ message: text }),
  remind,
};
