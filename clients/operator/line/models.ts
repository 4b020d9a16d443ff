import { required } from '../arguments.ts';
import type { Command } from './command.ts';

export const MODELS: Record<string, Command> = {
  'model add': async ({ options, say }, file) => {
    const { recipe, pairs, images, groups, data } = options;
    const files = { model: required(file, 'FILE.onnx'), recipe: required(recipe, '--recipe FILE.json') };
    // Loaded when it is needed: it brings ONNX Runtime.
    const { addOwnModel } = await import('../commands/model.ts');
    const today = new Date().toISOString().slice(0, 10);
    for (const line of await addOwnModel({ ...files, pairs, images, groups, data }, today)) say(line);
  },
};
