// What WebIDL does not say but the platform does: which interface a tag name, an event or a context name stands for.
// Only choices that hold for every target are listed.

// tag → X of HTMLXElement; tags that are missing are HTMLElement or rare.
export const TAGS = {
    a: 'Anchor', area: 'Area', audio: 'Audio', body: 'Body', br: 'BR', button: 'Button', canvas: 'Canvas', caption: 'TableCaption',
    col: 'TableCol', colgroup: 'TableCol', data: 'Data', datalist: 'DataList', del: 'Mod', details: 'Details', dialog: 'Dialog', div: 'Div',
    dl: 'DList', embed: 'Embed', fieldset: 'FieldSet', form: 'Form', h1: 'Heading', h2: 'Heading', h3: 'Heading', h4: 'Heading',
    h5: 'Heading', h6: 'Heading', head: 'Head', hr: 'HR', html: 'Html', iframe: 'IFrame', img: 'Image', input: 'Input', ins: 'Mod',
    label: 'Label', legend: 'Legend', li: 'LI', link: 'Link', map: 'Map', menu: 'Menu', meta: 'Meta', meter: 'Meter', object: 'Object',
    ol: 'OList', optgroup: 'OptGroup', option: 'Option', output: 'Output', p: 'Paragraph', picture: 'Picture', pre: 'Pre',
    progress: 'Progress', q: 'Quote', blockquote: 'Quote', script: 'Script', select: 'Select', slot: 'Slot', source: 'Source', span: 'Span',
    style: 'Style', table: 'Table', tbody: 'TableSection', td: 'TableCell', template: 'Template', textarea: 'TextArea',
    tfoot: 'TableSection', th: 'TableCell', thead: 'TableSection', time: 'Time', title: 'Title', tr: 'TableRow', track: 'Track',
    ul: 'UList', video: 'Video', article: '', aside: '', b: '', code: '', em: '', figure: '', footer: '', header: '', i: '', main: '',
    nav: '', section: '', small: '', strong: '', sub: '', summary: '', sup: '', u: '',
};

const event_groups = {
    MouseEvent: 'click dblclick auxclick contextmenu mousedown mouseup mousemove mouseenter mouseleave mouseover mouseout',
    PointerEvent: 'pointerdown pointerup pointermove pointerenter pointerleave pointerover pointerout pointercancel ' +
        'gotpointercapture lostpointercapture',
    WheelEvent: 'wheel',
    KeyboardEvent: 'keydown keyup keypress',
    InputEvent: 'beforeinput',
    FocusEvent: 'focus blur focusin focusout',
    TouchEvent: 'touchstart touchend touchmove touchcancel',
    DragEvent: 'drag dragstart dragend dragenter dragleave dragover drop',
    AnimationEvent: 'animationstart animationend animationiteration animationcancel',
    TransitionEvent: 'transitionrun transitionstart transitionend transitioncancel',
    SubmitEvent: 'submit',
    HashChangeEvent: 'hashchange',
    PopStateEvent: 'popstate',
    StorageEvent: 'storage',
    MessageEvent: 'message',
    ClipboardEvent: 'copy cut paste',
    CompositionEvent: 'compositionstart compositionupdate compositionend',
    PageTransitionEvent: 'pageshow pagehide',
    PromiseRejectionEvent: 'unhandledrejection rejectionhandled',
};
// event name → interface
export const EVENTS = new Map(Object.entries(event_groups).flatMap(([name, list]) => list.split(' ').map((event) => [event, name])));

export const CONTEXTS = {
    '2d': 'CanvasRenderingContext2D', webgl: 'WebGLRenderingContext', webgl2: 'WebGL2RenderingContext',
    bitmaprenderer: 'ImageBitmapRenderingContext', webgpu: 'GPUCanvasContext',
};

// The usual CSS properties: texts of every style. All others go the dynamic way.
export const STYLES = ('alignContent alignItems alignSelf animation backdropFilter background backgroundColor backgroundImage ' +
    'backgroundPosition backgroundRepeat backgroundSize border borderBottom borderColor borderLeft borderRadius borderRight borderStyle ' +
    'borderTop borderWidth bottom boxShadow boxSizing color columnGap cursor display fill filter flex flexBasis flexDirection flexFlow ' +
    'flexGrow flexShrink flexWrap float font fontFamily fontSize fontStyle fontWeight gap grid gridArea gridColumn gridRow ' +
    'gridTemplateColumns gridTemplateRows height inset justifyContent justifyItems left letterSpacing lineHeight listStyle margin ' +
    'marginBottom marginLeft marginRight marginTop maxHeight maxWidth minHeight minWidth objectFit opacity order outline overflow ' +
    'overflowX overflowY padding paddingBottom paddingLeft paddingRight paddingTop pointerEvents position right rowGap stroke ' +
    'strokeWidth textAlign textDecoration textOverflow textShadow textTransform top touchAction transform transformOrigin transition ' +
    'translate rotate scale userSelect verticalAlign visibility whiteSpace width willChange wordBreak zIndex').split(' ');
