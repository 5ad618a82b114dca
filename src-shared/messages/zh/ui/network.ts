import type { Translated } from '../../shape.ts';
import type { network as english } from '../../en/ui/network.ts';

export const network = {
  table: {
    label: '网络的各层',
    layer: '层',
    shape: '输出',
    parameters: '参数',
    work: '计算量',
    workHelp: '处理一张图像时，该层乘法次数所占的比例',
    multiplications: '处理一张图像所需的乘法次数',
    input: '输入',
    output: '输出层',
    dense: '全连接 {units}',
    all: '合计',
  },
  add: {
    label: '添加一层',
    title: '添加：',
    added: '已添加 {layer}。',
    full: '这里放不下这样的层。',
    dense: '全连接',
    convolution: '卷积',
    maxPooling: '最大池化',
    meanPooling: '平均池化',
    batchNormalisation: '批归一化',
    dropout: '随机失活',
    padding: '填充',
  },
} as const satisfies Translated<typeof english>;
