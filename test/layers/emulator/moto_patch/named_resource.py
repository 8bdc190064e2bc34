"""What CloudFormation asks of a resource that is known by its name alone."""


class NamedResource:
    def __init__(self, name):
        self.name = name

    @property
    def physical_resource_id(self):
        return self.name
