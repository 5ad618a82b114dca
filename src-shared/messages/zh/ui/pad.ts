import type { pad as english } from '../../en/ui/pad.ts';
import type { Translated } from '../../shape.ts';

export const pad = {
  title: '手写板',
  modes: {
    label: '问什么',
    draw: '手写',
    picture: '图像',
  },
  blank: '手写板：用鼠标、笔或手指在这里书写',
  drawn: '手写板，上面有你写的字',
  tools: '书写工具',
  tool: '工具',
  pen: '笔',
  eraser: '橡皮',
  width: '粗细',
  undo: '撤销',
  undoKeys: '撤销（Ctrl+Z）',
  redo: '重做',
  redoKeys: '重做（Ctrl+Shift+Z）',
  clear: '清空',
  clearKeys: '清空手写板（Delete）',
  empty: {
    title: '写点什么',
    what: '在手写板上写一个字，回答会随笔而动。',
  },
} satisfies Translated<typeof english>;
