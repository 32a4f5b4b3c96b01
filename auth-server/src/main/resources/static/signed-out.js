// Goes on to the app that asked once the other apps' pages have loaded, or after a moment. Without this file there is a link.

const onward = document.querySelector("a[data-onward]");
const patience = 4000;

const loaded = new Promise((done) => {
  // A page is complete only when its frames are.
  if (document.readyState === "complete") done();
  else addEventListener("load", done, { once: true });
});
const late = new Promise((done) => { setTimeout(done, patience); });

await Promise.race([loaded, late]);
if (onward) location.replace(onward.href);
