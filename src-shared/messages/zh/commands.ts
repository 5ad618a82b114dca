import type {
  commands as englishCommands,
  menus as englishMenus,
  roles as englishRoles,
} from '../en/commands.ts';
import type { Translated } from '../shape.ts';

export const menus = {
  file: '文件',
  train: '训练',
  pad: '手写板',
  view: '视图',
  help: '帮助',
} satisfies Translated<typeof englishMenus>;

export const commands = {
  'dataset.open': '打开数据集文件夹…',
  'dataset.sample': '打开示例数据集',
  'train.start': '开始训练',
  'train.pause': '暂停或继续',
  'train.stop': '停止',
  'pad.undo': '撤销一笔',
  'pad.redo': '重做一笔',
  'pad.clear': '清空手写板',
  'pad.pen': '笔',
  'pad.eraser': '橡皮',
  'pad.thinner': '笔更细',
  'pad.thicker': '笔更粗',
  'pad.keep': '保留手写',
  'view.data': '数据',
  'view.train': '训练',
  'view.runs': '运行记录',
  'view.pad': '手写板',
  'view.mind': '心象',
  'view.lab': '实验室',
  'view.table': '图表或表格',
  'view.theme': '浅色或深色',
  'view.language': '英文或中文',
  'help.shortcuts': '键盘快捷键',
  'help.about': '关于 Inkling',
} satisfies Translated<typeof englishCommands>;

export const roles = {
  edit: '编辑',
  undo: '撤销',
  redo: '重做',
  cut: '剪切',
  copy: '复制',
  paste: '粘贴',
  selectAll: '全选',
  zoomIn: '放大',
  zoomOut: '缩小',
  resetZoom: '实际大小',
  fullScreen: '全屏',
  quit: '退出',
  openFolder: '打开数据集文件夹',
  savePicture: '保存图片',
  chooseImage: '选择图像',
  images: '图像',
} satisfies Translated<typeof englishRoles>;
