// krait build --report-html: the same as a page. A box is a function or a piece of data; inside it
// lies what would be gone without it.
#include "tools/krait/krait.h"

static const char head[] =
    "<!doctype html>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width\">\n<title>Size</title>\n<style>\n"
    "body{margin:0;font:12px system-ui,sans-serif;color:#1c1c1c;background:#fff}\n"
    "#bar{padding:8px 12px;height:18px}#map{position:absolute;inset:34px 0 0 0}\n"
    ".b{position:absolute;overflow:hidden;box-sizing:border-box;border:1px solid "
    "#fff;cursor:zoom-in}\n"
    ".b>span{display:block;padding:1px 4px;white-space:nowrap}\n"
    ".k0{background:#8fd19e}.k1{background:#a9c7f0}.k2{background:#f3cf93}.k3{background:#d7d7d7}\n"
    "</style>\n<div id=\"bar\"></div><div id=\"map\"></div>\n<script>\nconst items=[\n";

// Items with what they keep inside, by their keepers; rows are [name, kind, bytes, kept, keeper,
// from, reason].
static const char tail[] =
    "];\n"
    "const inner=items.map(()=>[]);items.forEach((x,i)=>{if(i)inner[x[4]].push(i)});\n"
    "for(const list of inner)list.sort((a,b)=>items[b][3]-items[a][3]);\n"
    "const bar=document.getElementById('bar'),map=document.getElementById('map');\n"
    "const size=n=>n<10000?n+' B':(n/1000).toFixed(1)+' kB';\n"
    "const chain=i=>{let t='';for(let k=0;i&&k<20;k++){t+='\\n\\u2190 '+items[items[i][5]][0]"
    "+(items[i][6]?' ('+items[i][6]+')':'');i=items[i][6]?0:items[i][5]}return t};\n"
    "// Rows along the shorter side, as long as boxes get squarer.\n"
    "function squares(list,x,y,w,h,put){let total=list.reduce((s,i)=>s+items[i][3],0),at=0;\n"
    "while(at<list.length&&total>0&&w>1&&h>1){const side=Math.min(w,h),scale=w*h/total;let sum=0,"
    "worst=Infinity,end=at;\n"
    "while(end<list.length){const area=items[list[end]][3]*scale;if(!area)break;const "
    "next=sum+area,"
    "big=items[list[at]][3]*scale;\n"
    "const ratio=Math.max(side*side*big/(next*next),next*next/(side*side*area));"
    "if(ratio>worst)break;worst=ratio;sum=next;end++}\n"
    "if(end===at)break;const thick=sum/side;let along=0;for(;at<end;at++){const "
    "area=items[list[at]][3]*scale,long=area/thick;\n"
    "if(w>=h)put(list[at],x,y+along,thick,long);else put(list[at],x+along,y,long,thick);"
    "along+=long;total-=items[list[at]][3]}\n"
    "if(w>=h){x+=thick;w-=thick}else{y+=thick;h-=thick}}}\n"
    "function box(i,x,y,w,h,parent,depth){const e=document.createElement('div');e.className='b "
    "k'+items[i][1];\n"
    "e.style.cssText=`left:${x}px;top:${y}px;width:${w}px;height:${h}px`;\n"
    "e.title=items[i][0]+'\\n'+size(items[i][2])+', keeps '+size(items[i][3])+chain(i);\n"
    "e.onclick=v=>{v.stopPropagation();show(i)};parent.append(e);\n"
    "if(w>30&&h>14){const s=document.createElement('span');s.textContent=items[i][0]+' '+"
    "size(items[i][3]);e.append(s)}\n"
    "if(w>24&&h>34&&depth<12)squares(inner[i],2,16,w-6,h-20,(k,a,b,c,d)=>box(k,a,b,c,d,e,depth+1))}"
    "\n"
    "function show(i){map.textContent='';bar.textContent='';for(let p=i,path=[];;p=items[p][4]){"
    "path.unshift(p);if(!p){path.forEach(q=>{const a=document.createElement('a');a.href='#';"
    "a.textContent=items[q][0]+' ('+size(items[q][3])+')  "
    "';a.onclick=v=>{v.preventDefault();show(q)};"
    "bar.append(a)});break}}\n"
    "squares(inner[i].length?inner[i]:[i],0,0,map.clientWidth,map.clientHeight,"
    "(k,a,b,c,d)=>box(k,a,b,c,d,map,0))}\n"
    "onresize=()=>show(0);show(0);\n</script>\n";

static void put_quoted(Bytes *out, Slice text) {
    bytes_push(out, '"');
    for (usize i = 0; i < text.len; i++) {
        u8 byte = text.data[i];
        if (byte < ' ' || byte == '"' || byte == '\\' || byte == '<')
            bytes_format(out, "\\x%c%c", "0123456789abcdef"[byte >> 4],
                         "0123456789abcdef"[byte & 15]);
        else
            bytes_push(out, byte);
    }
    bytes_push(out, '"');
}

void report_html(Bytes *out, const LinkReport *report) {
    bytes_text(out, head);
    for (u32 i = 0; i < report->items.count; i++) {
        const ReportItem *item = &report->items.items[i];
        bytes_push(out, '[');
        put_quoted(out, item->name);
        bytes_format(out, ",%u,%u,%u,%u,%u,", item->kind, item->bytes, item->kept, item->keeper,
                     item->from);
        put_quoted(out, slice_of_text(item->reason ? item->reason : ""));
        bytes_text(out, "],\n");
    }
    bytes_text(out, tail);
}
