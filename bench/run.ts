import { benchArchive } from './archive.ts'
import { benchDelivery } from './delivery.ts'
import { benchHarvest } from './harvest.ts'
import { benchLighthouse } from './lighthouse.ts'
import { benchLink } from './link.ts'
import { benchMillion } from './million.ts'
import { benchPress } from './press.ts'
import { benchSpeed } from './speed.ts'

// Every figure that a document quotes comes from here: ratios within one run, medians.
benchLink()
await benchPress()
await benchSpeed()
await benchArchive()
await benchLighthouse()
await benchHarvest()
await benchDelivery()
benchMillion()
