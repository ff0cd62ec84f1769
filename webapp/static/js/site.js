// The scripts that every page needs. Other scripts load only on pages with their element.
import "./menus.js";
import "./shortcuts.js";
import "./theme.js";
import "./formulas.js";
import "./diagrams.js";
import "./waiting-pictures.js";

if (document.querySelector("markdown-editor")) import("./markdown-editor.js");
if (document.querySelector("device-switch")) import("./device-switch.js");
if (document.querySelector("draft-keeper")) import("./draft-keeper.js");
if (document.querySelector("file-drop")) import("./file-drop.js");
if (document.querySelector("copy-field")) import("./copy-field.js");
if (document.querySelector("counted-link")) import("./counted-link.js");
if (document.querySelector("name-completion")) import("./name-completion.js");
if (document.querySelector("language-fields")) import("./language-fields.js");
if (document.querySelector("person-field")) import("./person-field.js");
if (document.querySelector("photo-crop")) import("./photo-crop.js");
if (document.querySelector("print-button")) import("./print-button.js");
if (document.querySelector("video-player")) import("./video-player.js");
if (document.querySelector("video-upload")) import("./video-upload.js");
if (document.querySelector("skill-map")) import("./skill-map.js");
if (document.querySelector("skill-field")) import("./skill-field.js");
if (document.querySelector("search-field")) import("./search-field.js");
if (document.querySelector("search-notes")) import("./search-notes.js");
if (document.querySelector("template-field")) import("./template-field.js");
if (document.querySelector("time-zone-field")) import("./time-zone-field.js");
if (document.querySelector("ordered-rows")) import("./ordered-rows.js");
