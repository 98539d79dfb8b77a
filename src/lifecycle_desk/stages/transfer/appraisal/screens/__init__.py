"""The screens of appraisals."""
