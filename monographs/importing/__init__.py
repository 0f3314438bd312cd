"""From the file a structure sent to the draft of a monograph.

`extracting` reads a file into blocks, in a limited process; `recognising` tells which field of
the common template each passage belongs to, and takes personal data away; the rest of the
package keeps the result and makes the draft. Nothing is stored before personal data is gone.
"""
