import type { handwriting as english } from '../../en/ui/handwriting.ts';
import type { Translated } from '../../shape.ts';

export const handwriting = {
  add: '加入我的笔迹',
  addHelp: '在手写板上保留的手写成为额外的训练图像，并画成此数据集图像的样子。',
  known: '{drawings} 个手写中，{known} 个的标签属于此数据集。',
  ofRun: '我的笔迹',
  added: '加入 {drawings} 个，略去 {leftOut} 个',
  measure: '用它测量模型',
  measured: '{drawings} 个手写中读对 {right} 个：准确率 {accuracy}。',
  unknown: '有 {count} 个手写的标签是模型不认识的。 | 有 {count} 个手写的标签是模型不认识的。',
  caption: '我的笔迹中每个标签的识别情况',
  label: '标签',
  right: '正确',
  readAs: '误读为',
} satisfies Translated<typeof english>;
