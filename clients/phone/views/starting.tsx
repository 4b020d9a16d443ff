import { Screen } from '#clients/ui/index.ts';
import { useWords } from '../words.ts';

export const Starting = () => <Screen id="starting" title={useWords().starting} />;
