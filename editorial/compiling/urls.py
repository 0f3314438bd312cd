from editorial.compiling.sides import AREA
from editorial.compiling.views import addresses

urlpatterns = addresses(AREA)
