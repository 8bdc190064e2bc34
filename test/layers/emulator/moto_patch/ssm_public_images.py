"""The public parameters with the newest image of Amazon ECS, of which moto has those of some families and regions.

`AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>` of a template refers to one of them. A name that AWS does not
have is as unknown here. The id follows from the name and the region: the same image in every run.
"""

import hashlib
import re

from moto.core.utils import utcnow
from moto.ssm.models import Parameter, ParameterDict

_NAMES = re.compile(
    "|".join(
        (
            r"/aws/service/ecs/optimized-ami/amazon-linux-2023/((arm64|gpu|neuron)/)?recommended/image_id",
            r"/aws/service/ecs/optimized-ami/amazon-linux-2/(kernel-5\.10/)?((arm64|gpu|inf)/)?recommended/image_id",
            r"/aws/service/bottlerocket/aws-ecs-[123](-nvidia)?(-fips)?/(x86_64|arm64)/latest/image_id",
            r"/aws/service/ami-windows-latest/"
            r"Windows_Server-(2016|2019|2022|2025)-English-(Core|Full)-ECS_Optimized/image_id",
        )
    )
)

_stock_check_loading_status = ParameterDict._check_loading_status


def _check_loading_status(self, key):
    _stock_check_loading_status(self, key)
    name = str(key or "")
    if _NAMES.fullmatch(name) and name not in self.keys():
        self[name] = [_image_parameter(self, name)]


def _image_parameter(parameters, name):
    digest = hashlib.sha256(f"{parameters.region_name}{name}".encode()).hexdigest()
    return Parameter(
        account_id=parameters.account_id,
        name=name,
        value=f"ami-{digest[:17]}",
        parameter_type="String",
        description=None,
        allowed_pattern=None,
        keyid=None,
        last_modified_date=utcnow(),
        version=1,
        data_type="aws:ec2:image",
    )


def apply():
    ParameterDict._check_loading_status = _check_loading_status
