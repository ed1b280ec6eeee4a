import type { Text } from "../model/text.ts";

/** Labels of what the market model computes. A name in braces is filled with words of the book, in each language of the label. */
export const marketLabels = {
  parameters: { en: "parameters that the market model computes with", my: "ဈေးကွက်မော်ဒယ် တွက်ချက်ရာတွင် သုံးသော ကိန်းများ" },
  assumed: { en: "of them assumed", my: "၎င်းတို့အနက် ယူဆထားသော ကိန်းများ" },
  draws: { en: "seeded draws of the market model", my: "ဈေးကွက်မော်ဒယ်၏ ကျပန်းယူမှု အကြိမ်" },
  price: {
    en: "{scenario}: price of {element}, {stage}, in {region}",
    my: "{scenario} - {region} တွင် {element} {stage} ဈေး",
  },
  lowest: {
    en: "{scenario}: lowest price of {element} in {region} over that of {against}",
    my: "{scenario} - {region} တွင် {element} ၏ အနိမ့်ဆုံးဈေး၊ {against}နှင့် နှိုင်းယှဉ်",
  },
  highest: {
    en: "{scenario}: highest price of {element} in {region} over that of {against}",
    my: "{scenario} - {region} တွင် {element} ၏ အမြင့်ဆုံးဈေး၊ {against}နှင့် နှိုင်းယှဉ်",
  },
  last: {
    en: "{scenario}: price of {element} in {region} at the end over that of {against}",
    my: "{scenario} - {region} တွင် {element} ၏ နောက်ဆုံးဈေး၊ {against}နှင့် နှိုင်းယှဉ်",
  },
  short: {
    en: "{scenario}: what buyers of {element} in {region} lack in the worst month",
    my: "{scenario} - {region} ရှိ {element} ဝယ်သူများ အဆိုးဆုံးလတွင် လိုအပ်သည့် အချိုး",
  },
  shortTonnes: {
    en: "{scenario}: what buyers of {element} in {region} get less in all",
    my: "{scenario} - {region} ရှိ {element} ဝယ်သူများ စုစုပေါင်း လျော့ရသည့် ပမာဏ",
  },
  runsOut: {
    en: "{scenario}: probability that the stock of {element}, {stage}, in {region} is used up sooner than in {against}",
    my: "{scenario} - {region} ရှိ {element} {stage} သိုလှောင်မှု {against}ထက် စောစွာ ကုန်သွားနိုင်ခြေ",
  },
  runsOutAfter: {
    en: "{scenario}: time from the start until the stock of {element}, {stage}, in {region} is used up, where it is",
    my: "{scenario} - {region} ရှိ {element} {stage} သိုလှောင်မှု ကုန်သည့်အထိ ကြာချိန် (ကုန်ပါက)",
  },
  runsOutIn: {
    en: "{scenario}: month in which the stock of {element}, {stage}, in {region} is used up, where it is",
    my: "{scenario} - {region} ရှိ {element} {stage} သိုလှောင်မှု ကုန်သည့် လ (ကုန်ပါက)",
  },
  undisturbed: { en: "the undisturbed market", my: "အနှောင့်အယှက်မရှိသည့် ဈေးကွက်" },
  otherScenario: { en: "“{title}”", my: "“{title}”" },
  levyChange: {
    en: "{scenario}: what {levy} brings in more (or less, below zero) than in {against}",
    my: "{scenario} - {against} ထက် {levy} က ပိုရသည့် (သုညအောက် - လျော့သည့်) ပမာဏ",
  },
  levy: { en: "{scenario}: what is paid under: {levy}", my: "{scenario} - {levy} အရ ပေးရသည့် ပမာဏ" },
  gain: {
    en: "{scenario}: what {region} gains (or loses, below zero) against {against}",
    my: "{scenario} - {against}နှင့် နှိုင်းယှဉ်၍ {region} ၏ အမြတ် (သုညအောက်ဖြစ်လျှင် အရှုံး)",
  },
  gainConsumer: {
    en: "{scenario}: the same, buyers of {region} alone",
    my: "{scenario} - အထက်ပါအတိုင်း၊ {region} ၏ ဝယ်သူများသာ",
  },
  gainProducer: {
    en: "{scenario}: the same, mines, plants and sellers of {region} alone",
    my: "{scenario} - အထက်ပါအတိုင်း၊ {region} ၏ တွင်း၊ စက်ရုံနှင့် ရောင်းသူများသာ",
  },
  gainLevy: {
    en: "{scenario}: the same, levies taken in {region} alone",
    my: "{scenario} - အထက်ပါအတိုင်း၊ {region} တွင် ကောက်ခံမှုသာ",
  },
  driver: {
    en: "part of the spread that follows from: {parameter}; of: {outcome}",
    my: "ကွဲလွဲမှုအနက် ဤအရာကြောင့် ဖြစ်သော အပိုင်း - {parameter}၊ ဤကိန်း၏ - {outcome}",
  },
  driven: {
    en: "over the interval of: {parameter}; this changes: {outcome}",
    my: "{parameter} ၏ အပိုင်းအခြားတစ်လျှောက် ပြောင်းလဲမှု - {outcome}",
  },
  windowHighest: {
    en: "{restriction}, begun in {year}, {set}: highest price of {element} over that without the stop",
    my: "{restriction}၊ {year} တွင် စတင်၊ {set} - ရပ်ဆိုင်းမှုမရှိသည့်ဈေးနှင့် နှိုင်းယှဉ်သည့် {element} အမြင့်ဆုံးဈေး",
  },
  windowHome: {
    en: "{restriction}, begun in {year}, {set}: what {region} gains (or loses, below zero) while it lasts",
    my: "{restriction}၊ {year} တွင် စတင်၊ {set} - ကာလအတွင်း {region} ၏ အမြတ် (သုညအောက်ဖြစ်လျှင် အရှုံး)",
  },
  windowBuyers: {
    en: "{restriction}, begun in {year}, {set}: what all buyers together gain (or lose, below zero) while it lasts",
    my: "{restriction}၊ {year} တွင် စတင်၊ {set} - ကာလအတွင်း ဝယ်သူအားလုံး၏ အမြတ် (သုညအောက်ဖြစ်လျှင် အရှုံး)",
  },
  rate: { en: "{levy}: rate, {multiple} times the one in force", my: "{levy} - နှုန်း (လက်ရှိနှုန်း၏ {multiple} ဆ)" },
  revenue: {
    en: "{levy}: what it brings in at {multiple} times its rate",
    my: "{levy} - နှုန်း၏ {multiple} ဆတွင် ရရှိမည့် ပမာဏ",
  },
  home: {
    en: "{levy}: what {region} gains (or loses, below zero) at {multiple} times its rate",
    my: "{levy} - နှုန်း၏ {multiple} ဆတွင် {region} ၏ အမြတ် (သုညအောက်ဖြစ်လျှင် အရှုံး)",
  },
  best: {
    en: "{levy}: rate that brings in most, of those that were computed",
    my: "{levy} - တွက်ချက်ထားသော နှုန်းများအနက် ရငွေ အများဆုံးရသည့် နှုန်း",
  },
  falls: {
    en: "{levy}: probability that a higher rate brings in less, of those that were computed",
    my: "{levy} - တွက်ချက်ထားသော နှုန်းများအနက် ပိုမြင့်သောနှုန်းက ရငွေလျော့စေနိုင်ခြေ",
  },
  observed: {
    en: "{episode}: observed change of the price of {element} in {region}",
    my: "{episode} - {region} တွင် {element} ဈေး တကယ်ပြောင်းလဲမှု",
  },
  change: {
    en: "{episode}: change of the price of {element} in {region} by the model",
    my: "{episode} - မော်ဒယ်အရ {region} တွင် {element} ဈေး ပြောင်းလဲမှု",
  },
  due: {
    en: "{episode}: of the change of {element} in {region}, the part due to: {cause}",
    my: "{episode} - {region} တွင် {element} ဈေးပြောင်းလဲမှုအနက် ဤအကြောင်းကြောင့် - {cause}",
  },
  blamed: {
    en: "{episode}: of the change of {element} in {region}, the part due to what the statement blames",
    my: "{episode} - {region} တွင် {element} ဈေးပြောင်းလဲမှုအနက် ပြောဆိုချက်က အပြစ်တင်သည့်အရာကြောင့် ဖြစ်သည့်အပိုင်း",
  },
  trend: {
    en: "{episode}: of the change of {element} in {region}, the part due to none of the causes",
    my: "{episode} - {region} တွင် {element} ဈေးပြောင်းလဲမှုအနက် အကြောင်းတစ်ခုမှ မပါသည့် အပိုင်း",
  },
  width: {
    en: "{episode}: width of the model's interval for the change of {element} in {region}",
    my: "{episode} - {region} တွင် {element} ဈေးပြောင်းလဲမှုအတွက် မော်ဒယ်၏ အပိုင်းအခြား အကျယ်",
  },
  score: {
    en: "{episode}: interval score of the model for the change of {element} in {region} (less is better)",
    my: "{episode} - {region} တွင် {element} ဈေးပြောင်းလဲမှုအတွက် မော်ဒယ်၏ အပိုင်းအခြားရမှတ် (နည်းလေ ကောင်းလေ)",
  },
  unchanged: {
    en: "{episode}: the same score of the forecast that the price of {element} in {region} does not change",
    my: "{episode} - {region} တွင် {element} ဈေး မပြောင်းလဲဟု ခန့်မှန်းချက်၏ တူညီသော ရမှတ်",
  },
  episode: { en: "{episode}: whether the model reproduces it", my: "{episode} - မော်ဒယ်က ပြန်ထုတ်နိုင်ခြင်း ရှိမရှိ" },
  hits: { en: "observed changes inside the interval of the model", my: "မော်ဒယ်၏ အပိုင်းအခြားအတွင်း ကျသော တကယ့်ပြောင်းလဲမှုများ" },
  nearer: {
    en: "observed changes to which the model's median comes nearer than the forecast that nothing changes",
    my: "ဘာမှမပြောင်းဟု ခန့်မှန်းချက်ထက် မော်ဒယ်၏ အလယ်ကိန်း ပိုနီးသော တကယ့်ပြောင်းလဲမှုများ",
  },
  better: {
    en: "observed changes for which the model has the better interval score than the forecast that nothing changes",
    my: "ဘာမှမပြောင်းဟု ခန့်မှန်းချက်ထက် မော်ဒယ်၏ အပိုင်းအခြားရမှတ် ပိုကောင်းသော တကယ့်ပြောင်းလဲမှုများ",
  },
  open: {
    en: "observed changes for which no change at all lies inside the interval of the model too",
    my: "မော်ဒယ်၏ အပိုင်းအခြားအတွင်း ဘာမှမပြောင်းလဲခြင်းလည်း ပါဝင်နေသော တကယ့်ပြောင်းလဲမှုများ",
  },
  tested: { en: "observed changes that the model was tested on", my: "မော်ဒယ်ကို စမ်းသပ်ရာတွင် သုံးသော တကယ့်ပြောင်းလဲမှုများ" },
  noProjects: { en: "no other supply", my: "အခြားထောက်ပံ့မှု မရှိ" },
} as const satisfies Record<string, Text>;
