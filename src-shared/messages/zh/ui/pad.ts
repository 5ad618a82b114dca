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
  widthKeys: '粗细（[ 和 ]）',
  undo: '撤销',
  undoKeys: '撤销（Ctrl+Z）',
  redo: '重做',
  redoKeys: '重做（Ctrl+Shift+Z）',
  clear: '清空',
  clearKeys: '清空手写板（Delete）',
  seen: {
    label: '网络看到的样子',
    size: '网络看到的样子：{width} x {height} 像素',
    usual: '按数据集',
    steps: {
      strokeWidth: '笔画粗细',
      crop: '裁到墨迹',
      box: '缩放到框内',
      centre: '按质心居中',
      values: '灰度值',
    },
    help: {
      strokeWidth: '无论笔有多粗，笔画都画成与训练图像一样粗。',
      crop: '裁掉空白的纸，因此写在手写板的哪里都一样。',
      box: '把墨迹缩放到训练图像中的大小；关闭时墨迹填满整个图像。',
      centre: '像 MNIST 那样把墨迹的质心移到中央；关闭时中央是墨迹外框的中心。',
      values: '让纸和墨具有训练图像中的灰度值。',
    },
  },
  models: {
    weights: '权重',
    best: '结果，第 {epoch} 轮',
    last: '最后一轮，第 {epoch} 轮',
    beside: '对照',
    alone: '不与其他模型对照',
  },
  empty: {
    title: '写点什么',
    what: '在手写板上写一个字，回答会随笔而动。',
  },
} satisfies Translated<typeof english>;
