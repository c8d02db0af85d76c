"""What every document that other systems read is made of."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

API = "api/v1"


class Document(BaseModel):
    """Base of the documents: immutable, exactly the documented fields."""

    model_config = ConfigDict(extra="forbid", frozen=True)
