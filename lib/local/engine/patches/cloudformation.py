"""Resources made by templates."""

from ministack.services import s3, secretsmanager
from ministack.services.cloudformation import provisioners

from patches.registry import entry, patch, target


def _handlers(kind):
    return entry(target(provisioners, "_RESOURCE_HANDLERS"), kind)


@patch("cfn-object-lock")
def object_lock():
    """AWS: ObjectLockEnabled and ObjectLockConfiguration of a template take effect, and turn versioning on
    (CloudFormation reference, AWS::S3::Bucket).
    Engine: ignores both, so that nothing is locked."""
    handlers = _handlers("AWS::S3::Bucket")
    make = entry(handlers, "create")
    target(s3, "_bucket_object_lock"), target(s3, "_bucket_versioning")

    def create(logical_id, properties, stack):
        name, attributes = make(logical_id, properties, stack)
        if str(properties.get("ObjectLockEnabled", "")).lower() == "true":
            s3._bucket_versioning[name] = "Enabled"
            s3._bucket_object_lock[name] = {"enabled": True, "default_retention": _retention(properties)}
        return name, attributes

    handlers["create"] = create


def _retention(properties):
    rule = (properties.get("ObjectLockConfiguration") or {}).get("Rule") or {}
    wanted = rule.get("DefaultRetention")
    if not wanted:
        return None
    unit = "Days" if "Days" in wanted else "Years"
    return {"Mode": wanted["Mode"], unit: int(wanted[unit])}


@patch("cfn-secret-ref")
def secret_ref():
    """AWS: Ref of a secret is its ARN (CloudFormation reference, AWS::SecretsManager::Secret).
    Engine: its name, so that a policy statement made from it matches no secret."""
    handlers = _handlers("AWS::SecretsManager::Secret")
    make, update, delete = (entry(handlers, step) for step in ("create", "update", "delete"))

    def name_of(arn):
        return next((name for name, kept in secretsmanager._secrets.items() if kept["ARN"] == arn), arn)

    def create(logical_id, properties, stack):
        _name, attributes = make(logical_id, properties, stack)
        return attributes["Arn"], attributes

    def change(physical_id, *rest, **named):
        _name, attributes = update(name_of(physical_id), *rest, **named)
        return attributes["Arn"], attributes

    handlers.update(create=create, update=change, delete=lambda arn, properties: delete(name_of(arn), properties))
