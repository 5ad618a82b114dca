import type { reading as english } from '../../en/ui/reading.ts';
import type { Translated } from '../../shape.ts';

export const reading = {
  preview: {
    title: '{name} 的前几张图像',
    note: '其余图像正在读取。',
    image: '类别 {name} 的一张图像',
  },
  cache: {
    title: '为快速打开而保留：{size}',
    what: 'Inkling 在自己的数据文件夹中保留你打开过的文件夹的已解码图像。文件有变化时会重新读取。清除后只是下次打开慢一些。',
    limit: '最多',
    none: '不保留',
    clear: '清除缓存（{size}）',
    fromCache: '{time}，来自缓存',
  },
} satisfies Translated<typeof english>;
