import { mount } from "svelte";
import App from "./svelte.svelte";

mount(App, { target: document.getElementById("main") });
window.ready = true;
