import type { errors as english } from '../en/errors.ts';
import type { Translated } from '../shape.ts';

export const errors = {
  unexpected: 'Inkling 内部出错：{message}。请报告此问题。',

  'file.notFound': '{path} 不存在。请检查路径，或重新连接它所在的磁盘。',
  'file.notAFolder': '{path} 不是文件夹。请选择存放图像的文件夹。',
  'file.noPermission': '没有使用 {path} 的权限。请更改权限，或换一个位置。',
  'file.diskFull': '磁盘已满：无法写入 {path}。请腾出空间，然后继续。',
  'file.readOnly': '{path} 位于只读磁盘上。请选择可以写入的文件夹。',
  'saving.diskFull': '磁盘已满：无法写入 {path}，训练正在等待。请腾出空间，随后会自动继续。',
  'saving.readOnly': '训练正在等待：{path} 所在的磁盘是只读的。请使其可写，随后会自动继续。',
  'saving.noPermission': '训练正在等待：没有权限写入 {path}。请授予权限，随后会自动继续。',
  'saving.failed':
    '训练正在等待：无法在 {path} 中写入文件（{reason}）。请排除故障，随后会自动继续。',
  'file.tooManyOpen': '打开的文件太多，无法读取 {path}。请关闭其他程序后重试。',
  'pad.nothingKept': '还没有保留任何手写。先写点什么并说明是什么，然后就可以作为数据集打开。',
  'pad.empty': '请先写点什么：手写板是空的。',

  'file.badGzip': '{file} 不是完好的 gzip 文件。请重新复制或下载。',

  'preparation.threshold': '阈值应为 0 到 254 的整数或 otsu，“{shown}”不是。',
  'preparation.size':
    '尺寸应为一个边长或“宽x高”，以 {minimum} 到 {maximum} 的整数像素表示，例如 28 或 28x32；“{shown}”不是。',
  'preparation.number': '{name} 应为 {minimum} 到 {maximum} 的整数，“{shown}”不是。',

  'labelNames.count':
    '有 {expected} 个类别，却给出了 {found} 个名称。请按标签顺序为每个类别给出一个名称。',
  'labelNames.empty': '第 {number} 个类别没有名称。请为每个类别命名。',
  'labelNames.long': '名称“{name}”过长：最多 {maximum} 个字符。',
  'labelNames.twice': '有两个类别都叫“{name}”。请让每个类别的名称各不相同。',

  'split.oneFold': '只有一折就没有可训练的图像了。请把折数设为 2 或更多，或设为 0 以关闭。',
  'split.noSuchFold': '共 {folds} 折，没有第 {fold} 折。请选择 1 到 {folds}。',

  'dataset.notFound': '文件夹 {path} 不存在。请检查路径，或重新连接它所在的磁盘。',
  'dataset.notAFolder': '{path} 是文件，不是文件夹。请选择存放数据集的文件夹。',
  'dataset.empty':
    '文件夹 {path} 是空的。请选择每个类别一个图像子文件夹的文件夹，或含有 IDX 或 CSV 文件的文件夹。',
  'dataset.emptyFiles': '{path} 中只有空文件（0 字节），例如 {file}。请重新复制或下载。',
  'dataset.unknownFormat':
    '{path} 中没有 Inkling 能读取的数据集。可读取的有：每个类别一个子文件夹的图像（PNG、JPEG、BMP、WebP、GIF），文件名标明类别的图像和文本位图（7_12.png、7_12.txt），MNIST IDX 文件和每行一张图像的 CSV 文件（均可为原始文件或 .gz），以及含有图像和标签的 NumPy 和 MATLAB 文件。',
  'dataset.looksLikeSheet':
    '{file} 是一张 {width} x {height} 像素的图片，也许是由许多图像拼成的整张图。请说明如何切分：在数据视图中设置，或在命令行中用 --sheet 宽x高 给出单元格大小。',
  'dataset.oneClass': '{path} 中所有图像的标签都相同（{label}）。网络至少要有两个类别才能区分。',
  'dataset.noImages':
    '{path} 中没有可读取的图像：试过 {skipped} 个文件，第一个是 {file}。请在类别文件夹中放入 PNG、JPEG、BMP、WebP 或 GIF 图像。',
  'dataset.tooManyClasses': '{path} 有 {classes} 个类别，最多支持 {maximum} 个。',
  'dataset.tooLarge':
    '{path} 的像素需要 {needed} MB，最多支持 {maximum} MB。请使用更小或更少的图像。',
  'dataset.noMemory':
    '{path} 的像素需要 {needed} MB 内存，超过了可用内存。请关闭其他程序，或使用更少的图像。',
  'dataset.vanished': '读取过程中数据集 {path} 消失了。请重新连接它所在的磁盘，再打开一次。',
  'dataset.filesChanged': '{path} 中的文件自上次读取以来有变化，正在重新读取；完成后请再试一次。',
  'dataset.cancelled': '已取消打开 {path}。',
  'dataset.notOpen': '该数据集已关闭。请重新打开。',
  'dataset.workerDied': '读取数据集的线程意外停止：{message}。请重新打开数据集。',
  'dataset.noTraining': '{path} 只有测试集，没有训练图像。请把训练文件放到一起。',
  'dataset.severalSets': '{path} 中有多个数据集（{files}）。请把其中一个单独放到一个文件夹。',
  'dataset.unknownToken': '所选的文件或文件夹已失效。请重新选择。',
  'dataset.sampleIndex': '数据集中没有编号为 {index} 的图像。',

  'dataset.outsideClasses': '{file} 不在类别文件夹中，因此没有标签。',
  'dataset.outsideSplits': '{file} 不在 train、validation 或 test 文件夹中，已略过。',
  'dataset.emptyClass': '{file} 中没有图像，因此不算一个类别。',
  'dataset.linkOutside': '{file} 是指向数据集之外的链接，未予跟随。',
  'dataset.linkLoop': '{file} 指回已经读过的文件夹，未予跟随。',
  'dataset.notAFile': '{file} 既不是文件也不是文件夹。',

  'overlay.broken': '{file} 不是编辑文件：{reason}。请选择由 Inkling 导出的文件。',
  'overlay.otherData': '{file} 中的编辑属于另一个数据集，而不是 {name}。请打开它所属的数据集。',
  'overlay.label': '数据集中没有编号为 {label} 的类别。',
  'job.cancelled': '已取消。',
  'check.otherData':
    '模型 {name} 是用另一个数据集训练的。请用本数据集训练一个，或改用快速网络检查。',
  'check.noHeldOut': '模型 {name} 用全部图像训练过，无法公正地判断任何一张。请改用快速网络检查。',
  'check.tooFewImages': '只剩 {count} 张图像，太少，无法用快速网络检查标签。请恢复一些。',
  'write.notEmpty': '{path} 不是空文件夹。请选择新的或空的文件夹：不会覆盖任何文件。',
  'write.insideItself': '{path} 位于要写出的数据集之内。请选择别处的文件夹。',
  'write.className': '类别“{name}”不能用作文件夹名。请给它改名，或写成 IDX 文件。',
  'write.tooManyClasses':
    'IDX 文件最多容纳 {maximum} 个类别，而现有 {classes} 个。请按类别写成文件夹。',

  'names.noLabel': '{file} 的文件名中没有标签，已略过。像 7_12 这样的文件名表示它是 7。',
  'names.folderInside': '{file} 是与按文件名标注的图像放在一起的文件夹，已略过。',
  'pattern.noLabel': '模式 {pattern} 没有说明类别的位置。请在该处写上 {label}。',
  'pattern.unknownField': '模式中不能有 {field}；可以有 {fields} 和 *。',
  'pattern.brace': '模式 {pattern} 的花括号不成对，或者是空的。',
  'pattern.twice': '{field} 在模式中只能出现一次，而 {pattern} 不是这样。',
  'pattern.tooLong': '模式最多 {maximum} 个字符。请缩短。',
  'pattern.noMatch':
    '{path} 中的 {files} 个文件没有一个符合 {pattern}；第一个文件是 {file}。请修改模式。',
  'pattern.otherName': '{file} 的名称不符合模式，因此略过。',

  'sheet.none':
    '{path} 中没有可以切出单元格的图片。请把整张图（PNG、JPEG、BMP、WebP 或 GIF）直接放入该文件夹。',
  'sheet.noPicture': '{file} 不是图片，因此不是整张图。',
  'sheet.tooSmall':
    '{file} 为 {width} x {height} 像素，不足一个 {cell} 的单元格。请把单元格设小一些。',
  'sheet.cellSize':
    '无法切出 {width} x {height} 像素的单元格：每边必须在 {minimum} 到 {maximum} 之间。',
  'sheet.classNames':
    '{path} 中的整张图有 {classes} 个类别，但给出了 {found} 个不同的名称。请为每个类别各给一个名称，或都不给。',
  'sheet.emptyCells': '{file} 中有 {cells} 个单元格是空的，因此略过。',

  'text.otherCharacter': '{file} 第 {line} 行第 {column} 列不是 0 或 1。请删除该字符。',
  'text.unevenLines':
    '{file} 第 {line} 行有 {found} 个字符，而第一行有 {expected} 个。请使各行等长。',

  'csv.noTable':
    '{file} 不是图像表格：每行应是一张图像，像素为数字，用逗号、分号或制表符分隔，标签在首列或末列。',
  'csv.notSquare':
    '{file} 的像素与标签共有 {columns} 列，无法组成正方形图像。例如 28 x 28 的图像需要 785 列。请删除多余的列。',
  'csv.noLabels': '{file} 有 {size} 图像的像素列，但没有标签列。请添加名为 label 的列。',
  'csv.whichLabel':
    '无法确定 {file} 的哪一列是标签：首列（{first}）还是末列（{last}）。请在第一行加上列名，并将标签列命名为 label。',
  'csv.noImages': '{file} 中没有一行是可读取的图像。像素必须是 0 到 255 的数字，且每行都要有标签。',
  'csv.badLine': '{file} 第 {line} 行有 {found} 列，而应有 {expected} 列。',
  'csv.badLabel': '{file} 第 {line} 行没有标签。',
  'csv.badValue': '{file} 第 {line} 行第 {column} 列不是 0 到 255 的数字。',

  'arrays.damaged': '{file} 已损坏或不完整。请重新复制或导出。',
  'arrays.type': '{file} 中值的类型是 {type}，不受支持。请保存为数字，例如 uint8。',
  'arrays.hdf5': '{file} 是 7.3 版的 MATLAB 文件。请用 -v7 选项保存。',
  'arrays.noPair':
    '{path} 需要一个灰度图像数组（例如 1000 x 28 x 28 或 1000 x 784）和一个同样数量的标签数组。其中有 {arrays}。',
  'arrays.unpaired': '{file}（{shape}）既不是有标签的图像，也不是图像的标签。',
  'arrays.range':
    '{file} 的值在 {from} 到 {to} 之间。请将像素换算到 0 到 1、-1 到 1、0 到 16 或 0 到 255。',
  'arrays.labels': '{file} 的标签中有值 {found}。标签必须是整数。',

  'idx.badMagic': '{file} 不是 IDX 文件：它的开头是 {found}。请换成原始文件。',
  'idx.imagesExpected': '{file} 按名称应是图像，内容却是标签。请换成原始文件。',
  'idx.labelsExpected': '{file} 按名称应是标签，内容却是图像。请换成原始文件。',
  'idx.truncated':
    '{file} 不完整：文件头声明 {expected} 字节，实际只有 {actual} 字节。请重新复制或下载。',
  'idx.trailing': '{file} 比文件头声明的 {expected} 字节更长。请重新复制或下载。',
  'idx.countMismatch':
    '{imagesFile} 有 {images} 张图像，而 {labelsFile} 有 {labels} 个标签。这两个文件不配套。',
  'idx.noLabels': '{file} 旁边没有标签文件。请把对应的 {expected} 放到同一文件夹。',
  'idx.noImagesFile': '{file} 旁边没有图像文件。请把对应的 {expected} 放到同一文件夹。',
  'idx.sizeMismatch': '{file} 中的图像是 {found}，而训练图像是 {expected}。',
  'idx.tooLarge':
    '{file} 的文件头声明有 {megabytes} MB 数据，超出了这类文件的上限。文件已损坏，或并非 IDX 文件。',
  'idx.noImages': '{file} 的文件头表明其中没有内容。请换成原始文件。',

  'image.notAnImage':
    '不论名称如何，{file} 不是 Inkling 能读取的图像（PNG、JPEG、BMP、WebP 或 GIF）。',
  'image.broken': '{file} 已损坏。请重新复制或导出。',
  'image.truncated': '{file} 不完整。请重新复制或导出。',
  'image.unsupported': '{file} 属于不受支持的图像类型（{kind}）。请另存为普通的 JPEG 或 PNG。',
  'image.tooLarge':
    '{file} 声明大小为 {width} x {height} 像素，超过了支持的 {maximum} x {maximum}。',
  'image.noMemory':
    '内存不足，无法读取 {file}（{width} x {height} 像素）。请关闭其他程序，或将它存得小一些。',
  'image.tooManyBytes': '{file} 有 {megabytes} MB，最多支持 {maximum} MB。',
  'image.otherSize': '{file} 是 {width} x {height} 像素，与其他图像（{expected}）不同。',
  'image.blank': '{file} 上看不到墨迹：整张图是同一种灰度。请选择另一张图像，或调整阈值。',
  'image.empty': '{file} 是空文件。',
  'image.unreadable': '无法读取 {file}：{reason}。',

  'hyperparameter.unknown': '没有名为 {name} 的超参数。',
  'hyperparameter.notANumber': '{name}必须是数字，而现在是 {shown}。',
  'hyperparameter.notAnInteger': '{name}必须是整数，而现在是 {shown}。',
  'hyperparameter.outOfRange': '{name}必须在 {minimum} 到 {maximum} 之间，而现在是 {shown}。',
  'hyperparameter.outOfOpenRange':
    '{name}必须大于 {minimum} 且不超过 {maximum}，而现在是 {shown}。',
  'hyperparameter.notAChoice': '{name}必须是 {choices} 之一，而现在是 {shown}。',
  'hyperparameter.notAFlag': '{name}必须是 true 或 false，而现在是 {shown}。',
  'hyperparameter.notLayers': '{name}必须是各层的列表，例如 300, 100，而现在是 {shown}。',
  'hyperparameter.badLayer':
    '{name}：{shown} 不是一个层。请写 1 到 {maximum} 的单元数，或 conv5x5x32、conv5x5x6/valid、maxpool2、meanpool2、pad2、batchnorm、dropout0.5 这样的词。',
  'hyperparameter.tooManyLayers': '{name}最多可列 {maximum} 层。',
  'hyperparameter.needsValidation':
    '{name}要依据验证图像，但现在没有验证图像。请提高验证集比例，或改选其他设置。',
  'layer.tooSmall':
    '隐藏层：{shape}（行、列、通道）经过 {layer} 之后什么也不剩。请去掉这一层，或减小卷积核。',
  'layer.afterDense': '隐藏层：{layer} 需要图像，但它前面是全连接层。请把它移到全连接层之前。',
  'layer.notLenet':
    '隐藏层：{layer} 的连接表要求输入 6 个通道、输出 16 个通道，但到达它的是 {shape}（行、列、通道）。请去掉 /lenet，或改成这样的通道数。',
  'preset.unknown': '没有名为 {name} 的预设。请选择 {choices} 之一。',

  'training.addedBroken': '{file}（该次训练所用的手写）已损坏。请重新训练。',
  'training.nonFinite':
    '第 {epoch} 轮次第 {batch} 批时损失变成了 {loss}：权重无限增大。请使用更小的学习率。最后一个已完成轮次的权重已保留。',
  'training.tooFewImages':
    '划分之后只剩 {count} 张图像用于训练。请降低验证集或测试集比例，或增加图像。',
  'training.tooManyParameters':
    '该网络将有 {count} 个参数，最多支持 {maximum} 个。请减少隐藏层或其单元数。',
  'training.tooManyNumbers':
    '该网络的各层对一张图像将产生 {count} 个数，最多支持 {maximum} 个。请减少通道或单元数，或尽早使用池化或步幅。',
  'training.batchTooLarge':
    '在该网络中，每批 {batch} 张图像将需要 {needed} MB 内存，最多支持 {maximum} MB。请减小批大小。',
  'training.notRunning': '该运行现在没有在训练。',
  'training.workerDied': '训练线程意外停止：{message}。已完成的轮次已保留，可从那里继续。',
  'training.otherData':
    '{path} 处的数据集不是该运行训练时所用的。请恢复原来的文件，或开始新的运行。',
  'training.otherHyperparameters': '检查点 {file} 属于另一组超参数。',
  'training.notResumable': '运行 {id} 无法继续：{reason}。',

  'training.notLonger': '这次运行已有 {epochs} 轮。请填写更大的轮次再继续。',
  'training.noRate': '近邻法没有学习率可找。请选择网络。',
  'training.otherNetwork':
    '那次运行的权重属于另一种网络。请保持层和激活函数不变，或从新的权重开始。',

  'sweep.unknown': '没有编号为 {id} 的扫描。',
  'sweep.noAxis': '扫描至少需要一个变化的超参数。',
  'sweep.noValues': '{name} 至少需要一个值，多个值用逗号分隔。',
  'sweep.axisTwice': '{name} 不能在这里变化：每个超参数只能出现一次，种子数另行填写。',
  'sweep.emptyRange': '{name}：从 {from} 到 {to} 的范围是空的。请把较小的值放在前面。',
  'sweep.rangeInGrid':
    '{name} 是一个范围，只有随机搜索才能从中取值。请写出各个值，或写明个数：0.001..1:4。',
  'sweep.noEffect': '其他超参数如此设置时，{name} 不起作用。请先改动那些超参数。',
  'sweep.tooMany': '这样会有 {count} 次运行，允许 1 到 {maximum} 次。请减少取值或种子数。',

  'run.noWeights':
    '这次运行要从另一次运行的权重开始，但 {path} 没有它的模型，可能已被删除。请从新的权重开始。',
  'run.unknown': '没有编号为 {id} 的运行。请查看运行记录。',
  'run.ambiguous': '有多个运行的编号以 {id} 开头。请多输入几个字符。',
  'run.noModel': '运行 {id} 还没有保存的模型：尚未完成任何轮次。',
  'run.isImported': '运行 {id} 来自运行包，其中没有继续训练所需的内容。请从它分支，或重新运行。',
  'run.dataElsewhere':
    '此运行来自另一台电脑，这里不知道它的图像在哪里。请先打开它的数据集“{name}”（指纹 {fingerprint}），然后重试。',
  'run.isTraining': '运行 {id} 仍在训练。请先停止。',

  'lab.cancelled': '已取消。',
  'map.noLayer': '该网络没有可用来比较图像的第 {layer} 层。请选择其他层。',
  'lab.noImages': '{name} 没有可用于评判网络的{choice}图像。请选择其他图像。',
  'lab.noUnits': '该网络没有隐藏单元，只能移除其权重。请选用带隐藏层的运行。',
  'lab.notNumbers': '运行 {id} 的输出已不是数字：它的训练发散了。请用更低的学习率重新训练。',
  'lab.otherData': '{path} 已不是该运行训练时所用的数据集。请恢复原来的文件，或打开其他数据集。',

  'inside.noLayer': '该网络在第 {layer} 处没有由单元组成的层。请重新打开该运行。',
  'inside.noUnit': '没有单元 {unit}：该层共有 {units} 个。请重新打开该运行。',
  'bundle.notOne': '{file} 不是 Inkling 运行包，或者不完整。请重新导出或重新复制。',
  'bundle.damaged': '{file} 已损坏：无法读取 {part}。请重新复制。',
  'bundle.foreign':
    '{file} 中有不属于运行包的 {part}。它不是由 Inkling 生成的，因此没有导入任何内容。',
  'bundle.missing': '{file} 缺少 {part}，不是完整的运行包。请重新导出。',
  'bundle.tooLarge':
    '{file} 中的 {part} 超过 {maximum} MB，比任何 Inkling 运行包都大。没有导入任何内容。',
  'bundle.newer':
    '{file} 由更新版本的 Inkling 生成（格式 {found}；本版本最高可读 {supported}）。请更新 Inkling 后再导入。',
  'bundle.content': '{file} 中的 {part} 不是 Inkling 所写的样子：{where}。没有导入任何内容。',
  'bundle.otherModel': '{file} 中的模型与其说明不相符。没有导入任何内容。',
  'report.tooMany': '一份报告最多可比较 {maximum} 个运行，而这里有 {count} 个。请少选一些。',

  'model.broken': '{file} 不是完好的模型文件：{reason}。请选择其他文件，或重新生成该文件。',
  'model.noWeights':
    '{file} 中没有相互吻合的网络权重：需要 Theta1、Theta2 等，每个的列数比前一个的行数多一，第一个的列数比正方形图像的像素数多一。其中有 {found}。',
  'model.newer': '{file} 由更新版本的 Inkling 生成（格式 {found}；本版本最高可读 {supported}）。',
  'query.neighbours': '此模型保存的是训练图片，没有可以反向询问的权重。请选择训练过网络的运行。',
  'query.noEpoch': '第 {epoch} 轮的权重已不在。请询问保留下来的轮次。',
  'query.noFilm':
    '影片至少需要一次运行中两个轮次的权重。训练之前请在“运行记录”中设置保留各轮的副本。',
  'query.bookNeedsDense':
    '书中的反向方法只适用于全连接层；此网络还有其他层。请选择另外两种方法之一。',
  'query.unknownLabel': '此模型没有标签“{label}”。它认识 {known}。',
  'query.noPrior': '此模型保存时尚未记录训练图片的共同特征。请打开它的数据集，或选择“不用数据”。',
  'model.noNetwork': '{file} 保存的是用来比较的图像，不是网络，没有可供查看的内部。',
  'model.otherSize': '模型需要 {expected} 的图像，而这些是 {found}。',
  'model.otherClasses': '模型认识 {expected} 个类别，而数据集有 {found} 个。',

  'database.corrupt': '运行历史 {path} 已损坏。它已另存为 {movedTo}，并新建了一个。',
  'database.newer':
    '运行历史 {path} 由更新版本的 Inkling 写入（架构版本 {found}；本版本为 {supported}）。它已另存为 {movedTo}，并新建了一个。',
  'database.full': '无法写入运行历史 {path}：磁盘已满。请腾出空间，然后继续。',
  'database.locked': '运行历史 {path} 正被其他程序使用。请关闭该程序后重试。',
  'call.invalid': '窗口发出了无效的请求（{call}）：{reason}。',
} satisfies Translated<typeof english>;
