/** Every error a person can meet: what was wrong, with what, and what to do. `{name}` is filled in. */
export const errors = {
  unexpected: 'Something went wrong inside Inkling: {message}. Please report it.',

  'file.notFound': '{path} does not exist. Check the path, or reconnect the drive it is on.',
  'file.notAFolder': '{path} is not a folder. Choose the folder that holds the images.',
  'file.noPermission':
    'No permission to use {path}. Change its permissions, or choose another place.',
  'file.diskFull': 'The disk is full: {path} could not be written. Free some space, then go on.',
  'file.readOnly': '{path} is on a read-only disk. Choose a folder that can be written.',
  'saving.diskFull':
    'The disk is full: {path} could not be written, so the training waits. Free some space, then it goes on by itself.',
  'saving.readOnly':
    'The training waits: {path} is on a disk that can only be read. Make it writable, then it goes on by itself.',
  'saving.noPermission':
    'The training waits: it may not write in {path}. Allow that, then it goes on by itself.',
  'saving.failed':
    'The training waits: its files could not be written in {path} ({reason}). Mend that, then it goes on by itself.',
  'file.tooManyOpen':
    'Too many files are open, so {path} could not be read. Close other programs and try again.',
  'pad.nothingKept':
    'No drawing was kept yet. Draw something and say what it is; then it can be opened as a data set.',
  'pad.empty': 'Draw something: the pad is empty.',

  'file.badGzip': '{file} is not a sound gzip file. Copy or download it again.',

  'preparation.threshold':
    'A threshold is a whole number from 0 to 254, or otsu; "{shown}" is neither.',
  'preparation.size':
    'A size is one side or width x height in whole pixels from {minimum} to {maximum}, such as 28 or 28x32; "{shown}" is not.',
  'preparation.number': '{name} is a whole number from {minimum} to {maximum}; "{shown}" is not.',

  'labelNames.count':
    '{found} names were given for {expected} classes. Give one name for each class, in the order of the labels.',
  'labelNames.empty': 'Class {number} has no name. Give every class a name.',
  'labelNames.long': 'The name "{name}" is too long: at most {maximum} characters fit.',
  'labelNames.twice': 'Two classes have the name "{name}". Give every class a name of its own.',

  'split.oneFold':
    'One fold leaves nothing to train with. Set folds to 2 or more, or to 0 to do without.',
  'split.noSuchFold': 'There is no fold {fold} of {folds}. Choose one from 1 to {folds}.',

  'dataset.notFound':
    'The folder {path} does not exist. Check the path, or reconnect the drive it is on.',
  'dataset.notAFolder':
    '{path} is a file, not a folder. Choose the folder that holds the data set.',
  'dataset.empty':
    'The folder {path} is empty. Choose a folder with images in one sub-folder per class, or with IDX or CSV files.',
  'dataset.emptyFiles':
    '{path} holds only files without content (0 bytes), {file} among them. Copy or download them again.',
  'dataset.unknownFormat':
    '{path} holds no data set that Inkling can read. It reads folders with one sub-folder of images per class (PNG, JPEG, BMP, WebP, GIF), images and text bitmaps whose names say the class (7_12.png, 7_12.txt), MNIST IDX files and CSV files with an image in each line (both raw or .gz), and NumPy and MATLAB files with images and labels.',
  'dataset.looksLikeSheet':
    '{file} is one picture of {width} x {height} pixels, perhaps a sheet of many images. Say how it is cut: in the Data view, or on the command line with --sheet WIDTHxHEIGHT of a cell.',
  'dataset.oneClass':
    'All images in {path} have the same label ({label}). A network needs at least two classes to tell apart.',
  'dataset.noImages':
    'No file in {path} is an image that can be read: {skipped} were tried, the first is {file}. Put PNG, JPEG, BMP, WebP or GIF images into the class folders.',
  'dataset.tooManyClasses': '{path} has {classes} classes; at most {maximum} are supported.',
  'dataset.tooLarge':
    '{path} would need {needed} MB for its pixels; at most {maximum} MB are supported. Use smaller or fewer images.',
  'dataset.noMemory':
    '{path} needs {needed} MB of memory for its pixels, which is more than is free. Close other programs, or use fewer images.',
  'dataset.vanished':
    'The data set {path} disappeared while it was being read. Reconnect its drive and open it again.',
  'dataset.filesChanged':
    'Files of {path} have changed since Inkling last read them. They are being read again; then try it once more.',
  'dataset.cancelled': 'Opening {path} was cancelled.',
  'dataset.notOpen': 'That data set is no longer open. Open it again.',
  'dataset.workerDied':
    'The thread that reads the data set stopped unexpectedly: {message}. Open the data set again.',
  'dataset.noTraining':
    '{path} has no training images, only a test set. Add the training files beside it.',
  'dataset.severalSets':
    '{path} holds several data sets ({files}). Put the files of one of them into a folder of their own.',
  'dataset.unknownToken': 'That choice of a file or folder has expired. Choose it again.',
  'dataset.sampleIndex': 'The data set has no image number {index}.',

  'dataset.outsideClasses': '{file} is not in a class folder, so it has no label.',
  'dataset.outsideSplits':
    '{file} is not in one of the folders train, validation and test, so it was left out.',
  'dataset.emptyClass': '{file} holds no images, so it is not a class.',
  'dataset.linkOutside':
    '{file} is a link to a place outside the data set, so it was not followed.',
  'dataset.linkLoop':
    '{file} leads back to a folder that was already read, so it was not followed.',
  'dataset.notAFile': '{file} is neither a file nor a folder.',

  'overlay.broken':
    '{file} is not a file of edits: {reason}. Choose one that Inkling has exported.',
  'overlay.otherData':
    'The edits in {file} belong to another data set than {name}. Open the one that they were made for.',
  'overlay.label': 'The data set has no class number {label}.',
  'job.cancelled': 'Cancelled.',
  'check.otherData':
    'The model {name} was trained on another data set. Train one on this data set, or check with quick networks instead.',
  'check.noHeldOut':
    'The model {name} was trained on all images, so it can judge none without bias. Check with quick networks instead.',
  'check.tooFewImages':
    'Only {count} images are left, too few to check their labels with quick networks. Put some back.',
  'write.notEmpty':
    '{path} is not an empty folder. Choose a new or an empty one: nothing is written over.',
  'write.insideItself':
    '{path} is inside the data set that is to be written. Choose a folder elsewhere.',
  'write.className':
    'The class “{name}” can not be the name of a folder. Rename it, or write IDX files.',
  'write.tooManyClasses':
    'IDX files hold at most {maximum} classes, and there are {classes}. Write a folder per class.',

  'names.noLabel':
    '{file} has no label in its name, so it was left out. Names such as 7_12 say that it is a 7.',
  'names.folderInside':
    '{file} is a folder beside images that are labelled by their names, so it was left out.',
  'pattern.noLabel':
    'The pattern {pattern} does not say where the class stands. Put {label} in its place.',
  'pattern.unknownField': 'A pattern can hold no {field}; it can hold {fields} and *.',
  'pattern.brace': 'The braces of the pattern {pattern} are not in pairs, or empty.',
  'pattern.twice': '{field} can stand only once in a pattern, unlike in {pattern}.',
  'pattern.tooLong': 'A pattern can be {maximum} characters long at most. Make it shorter.',
  'pattern.noMatch':
    'Not one of the {files} files in {path} is called as {pattern} says; the first is {file}. Change the pattern.',
  'pattern.otherName': '{file} is not called as the pattern says, so it was left out.',

  'sheet.none':
    '{path} holds no picture with cells to cut out. Put the sheet (PNG, JPEG, BMP, WebP or GIF) into the folder itself.',
  'sheet.noPicture': '{file} is no picture, so it is no sheet.',
  'sheet.tooSmall':
    '{file} has {width} x {height} pixels, less than one cell of {cell}. Give smaller cells.',
  'sheet.cellSize':
    'Cells of {width} x {height} pixels can not be cut: each side must be from {minimum} to {maximum}.',
  'sheet.classNames':
    'The sheet in {path} has {classes} classes, but {found} different names are given. Give one name for each, or none.',
  'sheet.emptyCells': '{cells} cells of {file} are empty, so they were left out.',

  'text.otherCharacter':
    '{file} has something other than 0 and 1 in line {line}, column {column}. Remove it.',
  'text.unevenLines':
    'Line {line} of {file} has {found} characters, but the first has {expected}. Make them equally long.',

  'csv.noTable':
    '{file} is not a table of images: there must be one image in each line, its pixels as numbers separated by commas, semicolons or tabs, and its label first or last.',
  'csv.notSquare':
    '{file} has {columns} columns for pixels and label, which makes no square image. An image of 28 x 28, for example, needs 785 columns. Remove the columns that are neither.',
  'csv.noLabels':
    '{file} has columns for the pixels of {size} images, but none for their labels. Add a column with the name label.',
  'csv.whichLabel':
    'It is not clear which column of {file} is the label: the first (with {first}) or the last (with {last}). Add a first line with names of the columns, and call it label.',
  'csv.noImages':
    'No line of {file} is an image that can be read. Pixels must be numbers from 0 to 255, and each line needs a label.',
  'csv.badLine': 'Line {line} of {file} has {found} columns instead of {expected}.',
  'csv.badLabel': 'Line {line} of {file} has no label.',
  'csv.badValue': 'Line {line} of {file} has no number from 0 to 255 in column {column}.',

  'arrays.damaged': '{file} is damaged or cut short. Copy or export it again.',
  'arrays.type':
    '{file} holds values of the type {type}, which is not supported. Save it as numbers, for example uint8.',
  'arrays.hdf5': '{file} is a MATLAB file of version 7.3. Save it with the option -v7.',
  'arrays.noPair':
    '{path} needs an array of grey images (such as 1000 x 28 x 28, or 1000 x 784) and one with as many labels. It holds {arrays}.',
  'arrays.unpaired': '{file} ({shape}) is neither images with labels nor their labels.',
  'arrays.range':
    '{file} has values from {from} to {to}. Bring the pixels to 0 to 1, -1 to 1, 0 to 16 or 0 to 255.',
  'arrays.labels': '{file} has the value {found} among its labels. Labels must be whole numbers.',

  'idx.badMagic':
    '{file} is not an IDX file: it starts with {found}. Replace it with an original copy.',
  'idx.imagesExpected':
    '{file} holds labels, though its name promises images. Replace it with an original copy.',
  'idx.labelsExpected':
    '{file} holds images, though its name promises labels. Replace it with an original copy.',
  'idx.truncated':
    '{file} is cut short: its header promises {expected} bytes, but it has {actual}. Copy or download it again.',
  'idx.trailing':
    '{file} is longer than the {expected} bytes that its header promises. Copy or download it again.',
  'idx.countMismatch':
    '{imagesFile} holds {images} images, but {labelsFile} holds {labels} labels. The two files do not belong together.',
  'idx.noLabels':
    '{file} has no label file beside it. Put the matching {expected} into the same folder.',
  'idx.noImagesFile':
    '{file} has no image file beside it. Put the matching {expected} into the same folder.',
  'idx.sizeMismatch': '{file} holds images of {found}, but the training images are {expected}.',
  'idx.tooLarge':
    'The header of {file} claims {megabytes} MB of data, more than such a file can hold. It is damaged, or not what it seems.',
  'idx.noImages':
    'The header of {file} says that it holds nothing. Replace it with an original copy.',

  'image.notAnImage':
    '{file} is no image that Inkling can read (PNG, JPEG, BMP, WebP or GIF), whatever its name says.',
  'image.broken': '{file} is damaged. Copy or export it again.',
  'image.truncated': '{file} is cut short. Copy or export it again.',
  'image.unsupported':
    '{file} is a kind of image that is not supported ({kind}). Save it as a usual JPEG or PNG.',
  'image.tooLarge':
    '{file} claims to be {width} x {height} pixels, more than the {maximum} x {maximum} that are supported.',
  'image.noMemory':
    'There is not enough memory for {file} with its {width} x {height} pixels. Close other programs, or save it smaller.',
  'image.tooManyBytes': '{file} is {megabytes} MB large; at most {maximum} MB are supported.',
  'image.otherSize': '{file} is {width} x {height} pixels, unlike the others ({expected}).',
  'image.blank':
    'There is no ink to be seen on {file}: it is all of one grey. Choose another picture, or change the threshold.',
  'image.empty': '{file} is empty.',
  'image.unreadable': '{file} could not be read: {reason}.',

  'hyperparameter.unknown': 'There is no hyper-parameter named {name}.',
  'hyperparameter.notANumber': '{name} must be a number, but is {shown}.',
  'hyperparameter.notAnInteger': '{name} must be a whole number, but is {shown}.',
  'hyperparameter.outOfRange': '{name} must be from {minimum} to {maximum}, but is {shown}.',
  'hyperparameter.outOfOpenRange':
    '{name} must be above {minimum} and at most {maximum}, but is {shown}.',
  'hyperparameter.notAChoice': '{name} must be one of {choices}, but is {shown}.',
  'hyperparameter.notAFlag': '{name} must be true or false, but is {shown}.',
  'hyperparameter.notLayers': '{name} must be a list of layers such as 300, 100, but is {shown}.',
  'hyperparameter.badLayer':
    '{name}: {shown} is no layer. Write a number of units from 1 to {maximum}, or a word such as conv5x5x32, conv5x5x6/valid, maxpool2, meanpool2, pad2, batchnorm or dropout0.5.',
  'hyperparameter.tooManyLayers': '{name} may list at most {maximum} layers.',
  'hyperparameter.needsValidation':
    '{name} goes by the validation images, and there are none. Raise the validation share, or choose otherwise.',
  'layer.tooSmall':
    'Hidden layers: nothing is left of {shape} numbers (rows, columns, channels) behind {layer}. Leave it out, or make its kernel smaller.',
  'layer.afterDense':
    'Hidden layers: {layer} needs an image, but the layers before it are dense. Put it before them.',
  'layer.notLenet':
    'Hidden layers: {layer} has a table for 6 channels in and 16 out, but {shape} numbers (rows, columns, channels) reach it. Leave out /lenet, or give it those.',
  'preset.unknown': 'There is no preset named {name}. Choose one of {choices}.',

  'training.addedBroken':
    '{file}, the drawings that the run learns from, is damaged. Train a new run.',
  'training.nonFinite':
    'The loss became {loss} in epoch {epoch}, batch {batch}: the weights grew without bound. Use a smaller learning rate. The weights of the last finished epoch are kept.',
  'training.tooFewImages':
    'The split leaves {count} images for training. Lower the validation or test fraction, or add images.',
  'training.tooManyParameters':
    'This network would have {count} parameters; at most {maximum} are supported. Use fewer or smaller hidden layers.',
  'training.tooManyNumbers':
    'The layers of this network would give {count} numbers for one image; at most {maximum} are supported. Use fewer channels or units, or a pooling or a stride early on.',
  'training.batchTooLarge':
    'Batches of {batch} images would need {needed} MB in this network; at most {maximum} MB are supported. Use a smaller batch size.',
  'training.notRunning': 'This run is not training now.',
  'training.workerDied':
    'The training thread stopped unexpectedly: {message}. The finished epochs are kept; go on from there.',
  'training.otherData':
    'The data set at {path} is not the one that this run was trained on. Restore the original files, or start a new run.',
  'training.otherHyperparameters': 'The checkpoint {file} belongs to other hyper-parameters.',
  'training.notResumable': 'Run {id} can not go on: {reason}.',

  'training.notLonger':
    'This run has {epochs} epochs already. Give a larger number of epochs to go on.',
  'training.noRate': 'Nearest neighbours have no learning rate to look for. Choose a network.',
  'training.otherNetwork':
    'The weights of that run belong to another network. Keep its layers and activations, or start from new weights.',

  'sweep.unknown': 'There is no sweep with the id {id}.',
  'sweep.noAxis': 'A sweep needs at least one hyper-parameter that varies.',
  'sweep.noValues': '{name} needs at least one value. Separate several by commas.',
  'sweep.axisTwice':
    '{name} can not be an axis here: each hyper-parameter may be one once, and seeds have a number of their own.',
  'sweep.emptyRange':
    '{name}: the range from {from} to {to} is empty. Put the smaller value first.',
  'sweep.rangeInGrid':
    '{name} has a range, which only a random search draws from. Write values, or how many of the range: 0.001..1:4.',
  'sweep.noEffect':
    '{name} has no effect with the other hyper-parameters as they are. Change those first.',
  'sweep.tooMany':
    'These would be {count} runs; from 1 to {maximum} are possible. Use fewer values or seeds.',

  'run.noWeights':
    'The run whose weights this one starts from has no model at {path}. It may have been deleted: start from new weights.',
  'run.unknown': 'There is no run with the id {id}. See the list of runs.',
  'run.ambiguous': 'Several runs have an id that starts with {id}. Give more characters.',
  'run.noModel': 'Run {id} has no saved model yet: no epoch was finished.',
  'run.isImported':
    'Run {id} came in a bundle, without what going on needs. Branch off from it, or run it again.',
  'run.dataElsewhere':
    'This run came from another computer, so where its images lie is not known here. Open its data set “{name}” first (fingerprint {fingerprint}), then try again.',
  'run.isTraining': 'Run {id} is still training. Stop it first.',

  'lab.cancelled': 'That was cancelled.',
  'map.noLayer': 'This network has no layer {layer} to compare images by. Choose another layer.',
  'lab.noImages': '{name} has no {choice} images to judge the network by. Choose others.',
  'lab.noUnits':
    'This network has no hidden units: only its weights can be removed. Take a run with a hidden layer.',
  'lab.notNumbers':
    'The outputs of run {id} are no numbers any more: its training diverged. Train again with a lower learning rate.',
  'lab.otherData':
    '{path} is not the data set that this run was trained on any more. Restore the original files, or open another data set.',

  'inside.noLayer': 'This network has no layer of units at place {layer}. Open the run again.',
  'inside.noUnit': 'There is no unit {unit}: the layer has {units}. Open the run again.',
  'bundle.notOne':
    '{file} is not an Inkling bundle, or it was cut short. Export it again, or copy it again.',
  'bundle.damaged': '{file} is damaged: {part} can not be read. Copy it again.',
  'bundle.foreign':
    '{file} holds {part}, which does not belong into a bundle. It was not made by Inkling, so nothing of it was taken.',
  'bundle.missing': '{file} lacks {part}, so it is no whole bundle. Export it again.',
  'bundle.tooLarge':
    '{part} in {file} is larger than any bundle of Inkling: more than {maximum} MB. Nothing of it was taken.',
  'bundle.newer':
    '{file} was made by a newer version of Inkling (format {found}; this one reads up to {supported}). Update Inkling, then import it.',
  'bundle.content':
    '{part} in {file} is not as Inkling writes it: {where}. Nothing of it was taken.',
  'bundle.otherModel':
    'In {file} the model and its description do not belong together. Nothing of it was taken.',
  'report.tooMany': 'A report can compare at most {maximum} runs; these are {count}. Choose fewer.',

  'model.broken':
    '{file} is not a sound model file: {reason}. Choose another file, or make this one again.',
  'model.noWeights':
    '{file} holds no weights of a network that fit each other: it needs Theta1, Theta2 and so on, each with a column more than the one before has rows, and the first with one more than a square image has pixels. It holds {found}.',
  'model.newer':
    '{file} was made by a newer version of Inkling (format {found}; this one reads up to {supported}).',
  'query.neighbours':
    'This model keeps training images and has no weights that could be asked. Choose a run that trained a network.',
  'query.noEpoch':
    'The weights of epoch {epoch} are no longer there. Ask the run for an epoch that was kept.',
  'query.noFilm':
    'A film needs the weights of at least two epochs of a run. Keep copies of the epochs in Runs before training.',
  'query.bookNeedsDense':
    "The book's way back needs dense layers only; this network has others. Choose one of the other two methods.",
  'query.unknownLabel': 'This model has no label “{label}”. It knows {known}.',
  'query.noPrior':
    'This model was saved before Inkling kept what its training images have in common. Open its data set, or choose “without data”.',
  'model.noNetwork':
    '{file} holds images to compare with, not a network: there is nothing to look into.',
  'model.otherSize': 'The model expects images of {expected}, but these are {found}.',
  'model.otherClasses': 'The model knows {expected} classes, but the data set has {found}.',

  'database.corrupt':
    'The run history {path} was damaged. It was set aside as {movedTo}, and a new one was started.',
  'database.newer':
    'The run history {path} was written by a newer version of Inkling (schema {found}; this one knows {supported}). It was set aside as {movedTo}, and a new one was started.',
  'database.full':
    'The run history {path} could not be written: the disk is full. Free some space, then go on.',
  'database.locked': 'The run history {path} is in use by another program. Close it and try again.',
  'call.invalid': 'The window sent an invalid request ({call}): {reason}.',
} as const;
