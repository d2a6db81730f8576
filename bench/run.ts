import { benchDelivery } from './delivery.ts'
import { benchHarvest } from './harvest.ts'
import { benchLink } from './link.ts'
import { benchMillion } from './million.ts'
import { benchPress } from './press.ts'

// Every figure that a document quotes comes from here: ratios within one run, medians.
benchLink()
await benchPress()
await benchHarvest()
await benchDelivery()
benchMillion()
