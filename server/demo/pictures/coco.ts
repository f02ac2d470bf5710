/** The part of the COCO format that the demo sets use (https://cocodataset.org/#format-data). */
export type CocoImage = {
  id: number;
  file_name: string;
  width: number;
  height: number;
  /** Ours, beside the format: pictures of one scene or artwork share a group and a split. */
  group: string;
  /** Ours: how this picture was made. */
  made: Record<string, string | number>;
};

export type CocoAnnotation = {
  id: number;
  image_id: number;
  category_id: number;
  bbox?: [x: number, y: number, width: number, height: number];
  area?: number;
  iscrowd?: 0;
};

export type CocoFile = {
  info: { description: string; version: string; url: string };
  licenses: { id: number; name: string; url: string }[];
  categories: { id: number; name: string; supercategory: string }[];
  images: CocoImage[];
  annotations: CocoAnnotation[];
};

export const SPLITS = ["train", "val", "test"] as const;
export type Split = (typeof SPLITS)[number];
