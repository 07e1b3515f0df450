// Collects files from a drop, a paste or a choice: also whole folders, with their paths.

const PICTURES = /\.(jpe?g?|jfif|mpo|a?png|webp|gif|bmp|tiff?|avifs?|hei[cf]s?|hif|jxl|p[bgpn]m|tga|dng|nef|cr[23]|arw|raf|orf|rw2|pef|srw)$/i;

const isPicture = file => file.type.startsWith("image/") || PICTURES.test(file.name);

/** Whether something that is dragged or pasted has files. */
export const hasFiles = transfer => [...(transfer?.types ?? [])].includes("Files");

/** The pictures of a list of files, each as { file, path }, and how many other files were left out. */
export function picturesOf(list) {
  const files = [...list].map(file => ({ file, path: file.webkitRelativePath || file.name }));
  const pictures = files.filter(({ file }) => isPicture(file));
  return { pictures, others: files.length - pictures.length };
}

/** The pictures of a drop, with those in its folders. */
export async function picturesOfDrop(transfer) {
  // The entries must be taken before the first wait: afterwards the transfer is empty.
  const entries = [...transfer.items].map(item => item.webkitGetAsEntry?.()).filter(Boolean);
  if (entries.length === 0) return picturesOf(transfer.files);
  const files = [];
  for (const entry of entries) await walk(entry, files);
  const pictures = files.filter(({ file }) => isPicture(file));
  return { pictures, others: files.length - pictures.length };
}

async function walk(entry, files) {
  const path = entry.fullPath.replace(/^\//, "");
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject)).catch(() => null);
    if (file) files.push({ file, path });
    return;
  }

  // A folder is read in parts, until one is empty.
  const reader = entry.createReader();
  for (;;) {
    const part = await new Promise((resolve, reject) => reader.readEntries(resolve, reject)).catch(() => []);
    if (part.length === 0) return;
    for (const inner of part) await walk(inner, files);
  }
}
